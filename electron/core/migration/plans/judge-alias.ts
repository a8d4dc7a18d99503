import type { AppError, Result } from '../../../contract/result.ts';
import type { PublicActor } from '../../fediverse-moving.ts';
import type { Judged } from './judge-accounts.ts';
import { finding, outcome } from './outcome.ts';
import { again, type Confirmation } from './plan.ts';

export interface AliasInput {
  /** URI and handle of the old account. */
  readonly expected: string;
  readonly handle: string;
  /** Host of the new account. */
  readonly host: string;
  readonly actor: Result<PublicActor>;
  /** By the new server's own API; null where it has none. */
  readonly told: Result<readonly string[]> | null;
  /** The person has set it on the page, or has seen it there. */
  readonly confirmed: Confirmation | undefined;
  readonly byApi: boolean;
  readonly now: number;
}

/**
 * Whether others see the old account among the new one's aliases, byte for byte. Only the actor document counts:
 * receivers read nothing else, once, and drop the move silently where it is not there (Mastodon, activity/move.rb).
 */
export function judgeAlias(input: AliasInput): Judged {
  const { expected, handle, host, actor, told, confirmed, byApi, now } = input;
  const way = byApi ? ('addAlias' as const) : ('openAliasPage' as const);
  const saved = told?.ok === true && told.value.some((alias) => alias === expected || alias.toLowerCase() === handle.toLowerCase());
  if (actor.ok) {
    const found = actor.value.alsoKnownAs;
    if (found.includes(expected)) return outcome('ok', finding('alias.public', { uri: expected, readAt: now }), ['checkNow']);
    // Mastodon keeps its own actor document for 3 minutes, and so may what stands in front of it.
    if (saved || confirmed !== undefined) return outcome('blocked', finding('alias.saved', { expected, readAt: now }), ['checkNow', way], again.minuteMs);
    return outcome('blocked', finding('alias.missing', { expected, found, readAt: now }), byApi ? [way, 'checkNow'] : [way, 'confirm', 'checkNow'], again.minuteMs);
  }
  if (!isHidden(actor.error)) return { error: actor.error };
  if (saved) return outcome('ok', finding('alias.byServer', { uri: expected, host }), ['checkNow']);
  if (told?.ok === true) return outcome('blocked', finding('alias.missing', { expected, found: told.value, readAt: now }), [way, 'checkNow'], again.minuteMs);
  if (told !== null && !told.ok && told.error.kind !== 'unsupported') return { error: told.error };
  return confirmed === undefined
    ? outcome('blocked', finding('alias.hidden', { host }), [way, 'confirm', 'checkNow'], again.minuteMs)
    : outcome('done', finding('alias.hidden', { host }), [way, 'unconfirm', 'checkNow'], again.hourMs);
}

/** A server that shows itself to signed requests only: `AUTHORIZED_FETCH`, limited federation, GoToSocial always. */
export function isHidden(error: AppError): boolean {
  return error.kind === 'unauthorized' || error.kind === 'forbidden';
}
