import type { DraftBody } from '../../contract/compose.ts';
import type { AccountKey, StatusId, StatusUri } from '../../contract/ids.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { NewStatus } from '../fediverse.ts';
import type { ComposeStore } from '../ports.ts';
import { previousId } from './previous.ts';
import type { StoredCopy } from './store.ts';

export interface ReferenceDeps {
  readonly store: ComposeStore;
  readonly put: (copy: StoredCopy) => void;
  readonly localId: (account: AccountKey, uri: StatusUri) => Promise<Result<StatusId>>;
}

/** What a copy answers and quotes, by the ids of its account's server. */
export async function resolveReferences(copy: StoredCopy, account: SignedInAccount, deps: ReferenceDeps): Promise<Result<Pick<NewStatus, 'inReplyToId' | 'quotedId'>>> {
  const body = deps.store.post(copy.post)?.body;
  const reply = await answeredId(copy, body?.inReplyTo ?? null, account, deps);
  const quote = copy.part === 0 && !sendsLink(copy, body) ? (body?.quote ?? null) : null;
  if (!reply.ok || quote === null) return reply.ok ? ok({ inReplyToId: reply.value }) : reply;
  const quoted = copy.payload.quotedId === undefined ? await deps.localId(copy.account, quote) : ok(copy.payload.quotedId);
  return quoted.ok ? ok({ inReplyToId: reply.value, quotedId: quoted.value }) : quoted;
}

async function answeredId(copy: StoredCopy, inReplyTo: StatusUri | null, account: SignedInAccount, deps: ReferenceDeps): Promise<Result<StatusId | null>> {
  if (copy.payload.inReplyToId !== null) return ok(copy.payload.inReplyToId);
  if (copy.after !== null) return previousId(copy, account, deps);
  return inReplyTo === null ? ok(null) : deps.localId(copy.account, inReplyTo);
}

function sendsLink({ account }: StoredCopy, body: DraftBody | undefined): boolean {
  return body?.targets.find((target) => target.account === account)?.overrides.quoteAsLink === true;
}
