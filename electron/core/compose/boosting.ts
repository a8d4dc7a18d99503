import type { DraftBody } from '../../contract/compose.ts';
import type { AccountKey, StatusUri } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { hostOf, type AccountDirectory } from '../account-directory.ts';
import type { ComposeStore } from '../ports.ts';
import { identify, type IdentifyDeps } from './previous.ts';

/** Boosts of posts that are still in the outbox: jobs of their own, which go on after a crash as copies do. */
export interface PlannedBoosts {
  /** Called inside of the transaction that puts the post into the outbox: neither is there without the other. */
  boostWhenSent(post: string, accounts: readonly AccountKey[]): void;
  /** After that transaction. */
  tellJobs(): void;
}

/**
 * The accounts that boost a draft's post, or why they cannot: more than one account writes it, one of them writes it too,
 * one is not here, or the post is not for everybody (servers boost only what is public or unlisted, and what stays on its
 * server only there).
 */
export function boostersOf(body: DraftBody, isHere: (account: AccountKey) => boolean): Result<readonly AccountKey[]> {
  const accounts = [...new Set((body.boosters ?? []).map(({ account }) => account))];
  if (accounts.length === 0) return ok(accounts);
  const [writer, other] = body.targets;
  if (writer === undefined || other !== undefined) return invalid('Only one account can write what the others boost');
  if (accounts.includes(writer.account)) return invalid('An account does not boost its own post');
  if (!accounts.every(isHere)) return fail({ kind: 'notFound', what: 'account' });
  const visibility = writer.overrides.visibility ?? body.visibility;
  if (visibility !== 'public' && visibility !== 'unlisted') return invalid('A post that is not for everybody cannot be boosted');
  const isFar = accounts.some((account) => hostOf(account) !== hostOf(writer.account));
  return writer.overrides.localOnly === true && isFar ? invalid('A post that stays on its server cannot be boosted from another') : ok(accounts);
}

/** Finds the address of the first post of a post of the outbox; looks at the writer's own posts where only the person knows it is there. */
export async function locatePost(post: string, accounts: AccountDirectory, deps: IdentifyDeps): Promise<Result<StatusUri>> {
  const copies = firstCopies(post, deps.store);
  const sent = copies.find(({ status }) => status.state === 'sent');
  if (sent === undefined) return fail({ kind: 'notFound', what: 'post' });
  const account = accounts.signedIn(sent.account);
  if (account === null) return fail({ kind: 'unauthorized', host: hostOf(sent.account), message: '' });
  const found = await identify(sent, account, deps);
  return found.ok ? ok(found.value.uri) : found;
}

function firstCopies(post: string, store: ComposeStore) {
  const ids = store.post(post)?.copies.filter(({ part }) => part === 0).map(({ id }) => id) ?? [];
  return ids.flatMap((id) => store.copy(id) ?? []);
}

function invalid(message: string): Result<never> {
  return fail<AppError>({ kind: 'invalidInput', field: 'boosters', message });
}
