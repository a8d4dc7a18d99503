import type { CallInput, CallOutput } from '../../contract/index.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../account-directory.ts';
import { askEach } from '../each-account.ts';

export interface Tags {
  followedTags(): Promise<Result<CallOutput<'tags.followed'>>>;
  setTagFollowed(input: CallInput<'tags.setFollowed'>): Promise<Result<CallOutput<'tags.setFollowed'>>>;
}

/** Pages of 200; nobody follows more tags than these hold. */
const mostPages = 20;

export function createTags(accounts: AccountDirectory, signal: AbortSignal): Tags {
  async function all({ connection }: SignedInAccount): Promise<Result<readonly string[]>> {
    const names: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await connection.belongings.followedTags(cursor, { signal });
      if (!answer.ok) return answer;
      names.push(...answer.value.items);
      cursor = answer.value.next;
      if (cursor === null) break;
    }
    return ok(names);
  }

  return {
    followedTags: async () => ok(await askEach(accounts, accounts.keys(), all)),
    setTagFollowed: async ({ name, accounts: keys, followed }) => ok(await askEach(accounts, keys, ({ connection }) => connection.belongings.setTagFollowed(name, followed, { signal }))),
  };
}
