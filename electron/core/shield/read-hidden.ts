import { ok, type Result } from '../../contract/result.ts';
import type { Hidden } from '../../contract/shield.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { BelongingsPage } from '../fediverse-belongings.ts';
import type { CallOptions } from '../fediverse.ts';

/** 80 people or 200 domains a page: far more than anybody hides by hand, an end to what an imported list can cost. */
const mostPages = 250;

/** Everybody and everything an account hides. A server that knows no such list hides nobody by it. */
export async function readHidden({ connection: { belongings } }: SignedInAccount, options: CallOptions): Promise<Result<readonly Hidden[]>> {
  const mutes = await allPages((cursor) => belongings.people('mutes', cursor, options));
  if (!mutes.ok) return mutes;
  const blocks = await allPages((cursor) => belongings.people('blocks', cursor, options));
  if (!blocks.ok) return blocks;
  const domains = await allPages((cursor) => belongings.domainBlocks(cursor, options));
  if (!domains.ok) return domains;
  return ok([
    ...mutes.value.map(({ person, muteEndsAt }): Hidden => ({ kind: 'mute', subject: person.handle.toLowerCase(), person, endsAt: muteEndsAt })),
    ...blocks.value.map(({ person }): Hidden => ({ kind: 'block', subject: person.handle.toLowerCase(), person, endsAt: null })),
    ...domains.value.map((domain): Hidden => ({ kind: 'domain', subject: domain, person: null, endsAt: null })),
  ]);
}

async function allPages<T>(ask: (cursor: string | null) => Promise<Result<BelongingsPage<T>>>): Promise<Result<readonly T[]>> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: Result<BelongingsPage<T>> = await ask(cursor);
    if (!answer.ok) return answer.error.kind === 'unsupported' ? ok([]) : answer;
    items.push(...answer.value.items);
    cursor = answer.value.next;
    if (cursor === null) break;
  }
  return ok(items);
}
