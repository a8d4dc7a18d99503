import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { StatusVersion, TranslatedStatus } from '../../contract/statuses.ts';
import { hostOf, type AccountDirectory, type SignedInAccount } from '../account-directory.ts';
import type { StatusStore } from '../ports.ts';
import { canResolve } from './rules.ts';

export interface WordsDeps {
  readonly accounts: AccountDirectory;
  readonly statuses: StatusStore;
  readonly signal: AbortSignal;
}

/** What a status said before, and what it says in another language: as one of the servers that know it tells. */
export interface Words {
  history(uri: StatusUri): Promise<Result<readonly StatusVersion[]>>;
  translators(): readonly AccountKey[];
  translate(uri: StatusUri, language: string): Promise<Result<TranslatedStatus>>;
}

const noStatus = fail<AppError>({ kind: 'notFound', what: 'status' });

export function createWords({ accounts, statuses, signal }: WordsDeps): Words {
  /** Accounts that know the status, the one on its author's server first: only that one has every version. */
  function knowing(uri: StatusUri): readonly SignedInAccount[] {
    const home = URL.parse(uri)?.host;
    const known = accounts.keys().flatMap((key) => (statuses.localId(key, uri) === null ? [] : (accounts.signedIn(key) ?? [])));
    return known.toSorted((a, b) => Number(hostOf(b.key) === home) - Number(hostOf(a.key) === home));
  }

  const canTranslate = (account: SignedInAccount): boolean => account.profile.capabilities.translation;

  return {
    async history(uri) {
      let failure: Result<never> = noStatus;
      for (const account of knowing(uri)) {
        const id = statuses.localId(account.key, uri);
        if (id === null) continue;
        const answer = await account.connection.posts.history(id, { signal });
        if (answer.ok && answer.value.length > 0) return answer;
        if (!answer.ok) failure = answer;
      }
      return failure;
    },
    translators: () => accounts.keys().filter((key) => {
      const account = accounts.signedIn(key);
      return account !== null && canTranslate(account);
    }),
    async translate(uri, language) {
      const status = statuses.get(uri)?.status;
      if (status === undefined) return noStatus;
      const able = canResolve(status) ? knowing(uri).filter(canTranslate) : [];
      let failure: Result<never> = fail({ kind: 'unsupported', capability: 'translation' });
      for (const account of able) {
        const id = statuses.localId(account.key, uri);
        if (id === null) continue;
        const answer = await account.connection.posts.translate(id, language, { signal });
        if (!answer.ok) {
          failure = answer;
          continue;
        }
        const { descriptions, ...words } = answer.value;
        // By place: the stored record may hold the media ids of another server.
        const inOrder = [...descriptions.values()];
        return ok({ ...words, account: account.key, descriptions: status.media.map((media, index) => descriptions.get(media.id) ?? (descriptions.size === status.media.length ? (inOrder[index] ?? null) : null)) });
      }
      return failure;
    },
  };
}
