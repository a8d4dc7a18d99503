import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { StatusView } from '../../contract/statuses.ts';
import { hostOf, type SignedInAccount } from '../account-directory.ts';
import { isUnclear } from '../each-account.ts';
import type { SeenStatus } from '../fediverse.ts';
import { createMarking } from './marking.ts';
import { createResolver } from './resolver.ts';
import { createConversations } from './conversations.ts';
import { canReblog, isAuthor } from './rules.ts';
import type { StatusDeps, Statuses } from './types.ts';
import { createWords } from './words.ts';

const noStatus = fail<AppError>({ kind: 'notFound', what: 'status' });

/** What people do to statuses, as any of their accounts, and the conversations around them. */
export function createStatuses(deps: StatusDeps): Statuses {
  const { clock, statuses, accounts } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  const changed = (...views: readonly StatusView[]): void => deps.publish('statuses.changed', { statuses: views });
  const resolver = createResolver({ clock, statuses, signal });
  const marking = createMarking({ clock, statuses, changed });
  const words = createWords({ accounts, statuses, signal });
  const thread = createConversations(deps, signal);

  function signedIn(key: AccountKey): Result<SignedInAccount> {
    const account = accounts.signedIn(key);
    if (account !== null) return ok(account);
    return accounts.keys().includes(key) ? fail({ kind: 'unauthorized', host: hostOf(key), message: '' }) : fail({ kind: 'notFound', what: 'account' });
  }

  /** An answer that was lost says nothing about what the server did: read the status instead of guessing. */
  async function readBack(account: SignedInAccount, result: Result<SeenStatus>, id: SeenStatus['marks']['id']): Promise<Result<SeenStatus>> {
    const unclear = !result.ok && 'mayHaveArrived' in result.error && result.error.mayHaveArrived;
    if (!unclear) return result;
    const now = await account.connection.status(id, { signal });
    return now.ok ? now : result;
  }

  const act: Statuses['act'] = async ({ account: key, uri, action, visibility }) => {
    const view = statuses.get(uri);
    const account = signedIn(key);
    if (view === null) return noStatus;
    if (!account.ok) return account;
    if (action === 'reblog' && !canReblog(view.status, account.value)) return fail({ kind: 'unsupported', capability: 'reblog' });
    // Servers also answer that pinning somebody else's post is not possible; nobody need be asked for that.
    if ((action === 'pin' || action === 'unpin') && !isAuthor(view.status, account.value)) return fail({ kind: 'unsupported', capability: 'pin' });
    const id = await resolver.localId(account.value, uri);
    if (!id.ok) return id;
    const { connection } = account.value;
    const send = (): Promise<Result<SeenStatus>> =>
      action === 'reblog' && visibility !== undefined ? connection.posts.reblog(id.value, visibility, { signal }) : connection.act(id.value, action, { signal });
    const result = await marking.run(key, uri, action, async () => readBack(account.value, await send(), id.value));
    if (result.ok) return viewOf(uri);
    if (result.error.kind === 'notFound') deps.gone(key, id.value);
    return result;
  };

  /** After a lost answer: what the server says of the vote now. */
  function counted(key: AccountKey, now: Result<SeenStatus>, lost: Result<never>): Result<StatusView> {
    if (!now.ok || (now.value.marks.ownVotes ?? []).length === 0) return lost;
    const { uri } = now.value.status;
    statuses.put(key, now.value, clock.now());
    const after = viewOf(uri);
    if (after.ok) changed(after.value);
    return after;
  }

  const vote: Statuses['vote'] = async ({ account: key, uri, choices }) => {
    const account = signedIn(key);
    if (statuses.get(uri) === null) return noStatus;
    if (!account.ok) return account;
    const id = await resolver.localId(account.value, uri);
    if (!id.ok) return id;
    const { connection } = account.value;
    // The poll has an id of its own on each server, and the shared record holds only one of them.
    const seen = await connection.status(id.value, { signal });
    if (!seen.ok) return seen;
    const { poll } = seen.value.status;
    if (poll === null) return fail({ kind: 'notFound', what: 'poll' });
    if (choices.some((choice) => choice >= poll.options.length)) return fail({ kind: 'invalidInput', field: 'choices', message: 'no such option' });
    if (choices.length > 1 && !poll.multiple) return fail({ kind: 'invalidInput', field: 'choices', message: 'only one option may be chosen' });
    const voted = await connection.vote(poll.id, choices, { signal });
    if (!voted.ok) return isUnclear(voted) ? counted(key, await connection.status(id.value, { signal }), voted) : voted;
    statuses.put(key, { status: { ...seen.value.status, poll: voted.value }, marks: { ...seen.value.marks, ownVotes: choices } }, clock.now());
    const after = viewOf(uri);
    if (after.ok) changed(after.value);
    return after;
  };

  function viewOf(uri: StatusUri): Result<StatusView> {
    const view = statuses.get(uri);
    return view === null ? noStatus : ok(view);
  }

  return {
    act,
    vote,
    thread,
    cached: ({ uri }) => viewOf(uri),
    stopResolving({ account, uri }) {
      resolver.stop(account, uri);
      return ok(null);
    },
    history: ({ uri }) => words.history(uri),
    translators: () => ok(words.translators()),
    translate: ({ uri, language }) => words.translate(uri, language),
    async localId(key, uri) {
      const account = signedIn(key);
      return account.ok ? resolver.localId(account.value, uri) : account;
    },
    close: () => closing.abort(),
  };
}
