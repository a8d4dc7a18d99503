import { ok, type Result } from '../../../contract/result.ts';
import type { OwnRelation } from '../../fediverse-belongings.ts';
import type { LineChange, SendContext } from './sending.ts';
import type { JournalLine } from './types.ts';

/** URLs with more ids are refused by proxies. */
const idsAtOnce = 80;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** People answer requests within hours or weeks; after that nobody looks any more. */
const watchForMs = 30 * dayMs;

export interface CheckContext extends SendContext {
  readonly put: (line: JournalLine, change: LineChange) => JournalLine;
  readonly signal: AbortSignal;
}

/** Looks what became of follows, as the answers to them promise too much. At most 80 of `due`. */
export async function checkFollows(due: readonly JournalLine[], { to, now, options, put, signal }: CheckContext): Promise<Result<null>> {
  const some = due.slice(0, idsAtOnce);
  const relations = await to.connection.belongings.relations(some.map(({ target }) => target ?? ''), options);
  if (!relations.ok) return relations;
  if (signal.aborted) return ok(null);
  const byId = new Map(relations.value.map((relation) => [relation.id, relation]));
  for (const line of some) put(line, becomes(line, byId.get(line.target ?? ''), now));
  return ok(null);
}

function becomes(line: JournalLine, relation: OwnRelation | undefined, now: number): LineChange {
  if (relation === undefined) return { state: 'gone', retryAt: null };
  switch (relation.relation.follow) {
    case 'following':
      return { state: 'done', error: null, retryAt: null };
    case 'requested':
    case 'sent':
      return { state: 'requested', wasRequested: true, retryAt: nextLook(line, now) };
    case 'none':
      return { state: 'rejected', retryAt: null };
  }
}

function nextLook({ sentAt }: JournalLine, now: number): number | null {
  const age = now - (sentAt ?? now);
  if (age > watchForMs) return null;
  if (age < 5 * 60_000) return now + 5 * 60_000;
  return age < dayMs ? now + hourMs : now + dayMs / 2;
}
