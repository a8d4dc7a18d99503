import type { AccountKey } from '../../contract/ids.ts';
import type { FoundPerson, SearchKind, ServerFindings } from '../../contract/search.ts';
import { fail, type AppError, type Result } from '../../contract/result.ts';
import { hostOf } from '../account-directory.ts';
import type { SearchAnswer } from '../fediverse-search.ts';
import { toPlainText } from '../notifications/index.ts';
import { inBackground } from '../thrown.ts';
import type { SearchDeps } from './types.ts';

const longestAbout = 300;

/** One search over the servers of all accounts at a time: who types on does not wait for what was typed before. */
export interface ServerSearch {
  run(id: string, text: string, kind: SearchKind): readonly AccountKey[];
  stop(id: string): void;
  close(): void;
}

export function createServerSearch(deps: SearchDeps): ServerSearch {
  const { accounts, statuses, transactions, clock, publish } = deps;
  let current: { readonly id: string; readonly abort: AbortController } | null = null;

  function end(): void {
    current?.abort.abort();
    current = null;
  }

  /** What was found is stored, so that it can be opened, acted upon, and found again in the memory. */
  function toFindings(account: AccountKey, { people, posts, tags }: SearchAnswer): ServerFindings {
    transactions.run(() => posts.forEach((seen) => statuses.put(account, seen, clock.now())));
    return { people: people.map(toFoundPerson), posts: statuses.many(posts.map(({ status }) => status.uri)), tags };
  }

  async function ask(key: AccountKey, text: string, kind: SearchKind, signal: AbortSignal): Promise<Result<SearchAnswer>> {
    const account = accounts.signedIn(key);
    return account === null ? fail<AppError>({ kind: 'unauthorized', host: hostOf(key), message: '' }) : account.connection.search.find(text, kind, { signal });
  }

  return {
    run(id, text, kind) {
      end();
      const abort = new AbortController();
      current = { id, abort };
      for (const key of accounts.keys()) {
        inBackground(async () => {
          const answer = await ask(key, text, kind, abort.signal);
          if (abort.signal.aborted) return;
          publish('search.answer', { id, account: key, findings: answer.ok ? toFindings(key, answer.value) : null, error: answer.ok ? null : answer.error });
        }, 'search.servers', deps);
      }
      return accounts.keys();
    },
    stop(id) {
      if (current?.id === id) end();
    },
    close: end,
  };
}

function toFoundPerson({ profile }: SearchAnswer['people'][number]): FoundPerson {
  return { person: profile.person, about: toPlainText(profile.note).slice(0, longestAbout), followers: profile.counts.followers };
}
