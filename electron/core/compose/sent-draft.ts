import type { DraftBody } from '../../contract/compose.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { ComposeStore } from '../ports.ts';

/**
 * What became of a draft: null where it was never sent, else the id of its post. `invalidInput` with the field `draftId`
 * where it was sent with other words than these: another window changed them, so they are neither sent under its name
 * nor dropped.
 */
export function postOfDraft(store: ComposeStore, id: string, body: DraftBody): Result<string | null> {
  const sent = store.postOfDraft(id);
  if (sent === null) return ok(null);
  const post = store.post(sent);
  return post !== null && toComparable(post.body) === toComparable(body) ? ok(sent) : fail(sentWithOtherWords);
}

const sentWithOtherWords: AppError = { kind: 'invalidInput', field: 'draftId', message: 'This draft was sent already' };

/** Field by field in one order: what was written down long ago has its fields in another one. */
function toComparable(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) => (typeof field === 'object' && field !== null && !Array.isArray(field) ? Object.fromEntries(Object.entries(field).toSorted(([one], [other]) => (one < other ? -1 : 1))) : field));
}
