import type { Result } from '../../../contract/result.ts';
import type { Software } from '../../../contract/servers.ts';
import type { Judged } from './judge-accounts.ts';
import { askPerson, finding, outcome, warning } from './outcome.ts';
import { again, type Confirmation, type HostFacts, type Outcome } from './plan.ts';

export interface ReachReading {
  /** Who was asked to find whom. */
  readonly asked: string;
  readonly target: string;
  readonly found: Result<unknown>;
}

/** Each server finds the account on the other; where one cannot, the move fails with "could not be found". */
export function judgeReach(readings: readonly ReachReading[]): Judged {
  for (const { asked, target, found } of readings) {
    if (found.ok) continue;
    if (found.error.kind === 'notFound') return outcome('blocked', finding('reach.none', { asked, target }), ['checkNow'], 5 * again.minuteMs);
    return { error: found.error };
  }
  return outcome('ok', finding('reach.ok', {}));
}

export interface BlocksInput {
  /** Host of the new account's server, and the servers it suspends among those of follows and followers. */
  readonly host: string;
  readonly suspended: Result<readonly string[]>;
  readonly follows: Readonly<Record<string, number>>;
  readonly followers: Readonly<Record<string, number>>;
  readonly confirmed: Confirmation | undefined;
}

/** People who would be lost because the new server blocks theirs. */
export function judgeServerBlocks({ host, suspended, follows, followers, confirmed }: BlocksInput): Judged {
  if (!suspended.ok) return suspended.error.kind === 'unsupported' ? askPerson(finding('serverBlocks.hidden', { host }), confirmed) : { error: suspended.error };
  const sum = (counts: Readonly<Record<string, number>>): number => suspended.value.reduce((total, server) => total + (counts[server] ?? 0), 0);
  const hits = { host, servers: suspended.value, follows: sum(follows), followers: sum(followers) };
  return suspended.value.length === 0 ? outcome('ok', finding('serverBlocks.ok', {})) : warning(finding('serverBlocks.hits', hits), ['showPeople', 'checkNow'], confirmed);
}

/**
 * Names by nodeinfo of software that ignores a move, or has only begun to read it (pixelfed#4858, friendica#10334,
 * TryGhost/ActivityPub#1816). What is not named is taken to follow moves.
 */
const ignoring: ReadonlySet<string> = new Set(['pixelfed', 'friendica', 'wordpress', 'ghost', 'peertube', 'lemmy', 'kbin', 'mbin', 'writefreely', 'hubzilla', 'streams', 'owncast', 'gancio', 'mobilizon', 'funkwhale', 'plume']);
/** Take `movedTo` in the profile for the move and ignore one without it (Misskey, ApInboxService.ts). */
const needMovedTo: ReadonlySet<string> = new Set(['misskey', 'sharkey', 'firefish', 'calckey', 'cherrypick', 'foundkey', 'iceshrimp', 'catodon']);
/** Send a move without `movedTo` in the profile. */
const withoutMovedTo: ReadonlySet<Software> = new Set(['akkoma', 'pleroma', 'mitra']);

export function ignoresMoves(software: string | null, from: Software): boolean {
  return software !== null && (ignoring.has(software) || (needMovedTo.has(software) && withoutMovedTo.has(from)));
}

/** A server that is silent for longer than this counts as unreachable; shorter is a restart. */
export const silentTooLongMs = again.hourMs;

export function judgeSoftware(
  followers: Readonly<Record<string, number>>,
  hosts: ReadonlyMap<string, HostFacts>,
  { from, confirmed }: { readonly from: Software; readonly confirmed: Confirmation | undefined },
): Outcome {
  const names = Object.keys(followers);
  const unread = names.filter((host) => !hosts.has(host));
  if (unread.length > 0) return outcome('checking', null, [], 1_000);
  const servers = names
    .flatMap((host) => {
      const software = hosts.get(host)?.software ?? null;
      return software !== null && ignoresMoves(software, from) ? [{ host, software, followers: followers[host] ?? 0 }] : [];
    })
    .toSorted((one, other) => other.followers - one.followers);
  if (servers.length === 0) return outcome('ok', finding('software.ok', { servers: names.length }), [], again.dayMs);
  const count = servers.reduce((sum, server) => sum + server.followers, 0);
  return warning(finding('software.ignoring', { count, servers: servers.slice(0, 50) }), ['showPeople', 'checkNow'], confirmed, again.dayMs);
}
