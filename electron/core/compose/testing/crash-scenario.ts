import type { DraftBody } from '../../../contract/compose.ts';
import type { AccountKey } from '../../../contract/ids.ts';
import type { AppError } from '../../../contract/result.ts';
import type { ServerProfile } from '../../fediverse.ts';
import { sampleKey } from '../../testing/samples.ts';
import type { BoostFault } from './boosting-accounts.ts';
import type { UploadFault } from './fake-media.ts';
import type { PostFault, RemovalFault, RepeatedKey } from './fake-server.ts';

/** The account that writes. */
export const account = sampleKey('me');

export interface Flavour {
  readonly name: string;
  readonly repeatedKey: RepeatedKey;
  /** What the probe says about it, which may be wrong. */
  readonly idempotency: ServerProfile['capabilities']['idempotency'];
  readonly showsSource?: boolean;
}

export interface Scenario {
  readonly flavour: Flavour;
  /** What happens to the first requests; later ones meet no fault. */
  readonly faults: readonly PostFault[];
  /** How long the account's own posts cannot be read, from the first request on. */
  readonly unreadable: { readonly forMs: number; readonly error: AppError } | null;
  readonly texts: readonly string[];
  /** What each post goes on with, as a thread. */
  readonly thread?: readonly string[];
  /** How far ahead the posts are scheduled when they are sent; `byServer` on a server that keeps them. */
  readonly scheduled?: { readonly inMs: number; readonly byServer: boolean };
  /** Pictures every post carries, how long the server prepares each, and what happens to the first uploads. */
  readonly pictures?: { readonly count: number; readonly preparesMs: number; readonly faults: readonly UploadFault[] };
  /** Accounts that boost every post once it is out, and what happens to their first requests. */
  readonly boosts?: { readonly accounts: number; readonly faults: readonly BoostFault[] };
  /** What the first post becomes once it is scheduled: other words for another time, and what happens to requests that remove the old one. */
  readonly newVersion?: { readonly text: string; readonly inMs: number | null; readonly faults: readonly RemovalFault[] };
  /** How long the app is away after each cut; a second where it is not said. */
  readonly awayMs?: number;
  /** The person has the draft in two windows, and both send it. */
  readonly windows?: 2;
  /** Something that befalls the app at a step without ending it: two hours of sleep, or its account removed for ten minutes. */
  readonly mishap?: { readonly kind: 'sleep' | 'removal'; readonly at: number };
  /** Numbers of the steps at which the app is cut off, rising. A step is a call of a port or a border of a commit. */
  readonly crashAt: readonly number[];
}

export interface Outcome {
  readonly steps: number;
  readonly states: readonly string[];
  readonly sentIds: readonly string[];
  readonly postIds: readonly string[];
  /** What each post on the server answers, newest first. */
  readonly answers: readonly (string | null)[];
  /** When each was posted, after it was sent for the first time, newest first. */
  readonly postedAt: readonly number[];
  readonly keptByServer: number;
  readonly decisions: number;
  readonly requests: number;
  readonly uploads: number;
  /** Pictures of each post on the server, newest first. */
  readonly picturesOf: readonly number[];
  readonly drafts: number;
  /** What each post says, newest first. */
  readonly words: readonly string[];
  /** Who boosted what: an account and the address of a post, once for each boost that was made. */
  readonly boosts: readonly string[];
  readonly boostStates: readonly string[];
}

/** What the person writes, as a draft. */
export function draftOf(scenario: Scenario, text: string, startedAt: number, boosters: readonly AccountKey[]): DraftBody {
  return { ...toBody(text), ...partsOf(scenario, startedAt), media: picturesOf(scenario), ...boostersOf(boosters) };
}

function boostersOf(keys: readonly AccountKey[]): Pick<DraftBody, 'boosters'> {
  return keys.length === 0 ? {} : { boosters: keys.map((key) => ({ account: key, overrides: {} })) };
}

export function picturesOf({ pictures }: Scenario): DraftBody['media'] {
  const ids = Array.from({ length: pictures?.count ?? 0 }, (_, at) => `00000000-0000-4000-8000-00000000000${at}`);
  return ids.map((id) => ({ file: { id, mimeType: 'image/png', bytes: 1 }, name: 'a.png', description: 'A tally sheet', focus: null }));
}

function partsOf({ thread = [], scheduled }: Scenario, startedAt: number): Pick<DraftBody, 'thread' | 'scheduledAt'> {
  return {
    thread: thread.map((text, at) => ({ id: String(at), text, media: [], poll: null, own: [] })),
    scheduledAt: scheduled === undefined ? null : startedAt + scheduled.inMs,
  };
}

function toBody(text: string): DraftBody {
  return { text, spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyTo: null, media: [], poll: null, thread: [], numbered: false, scheduledAt: null, quote: null, quotePolicy: null, targets: [{ account, overrides: {} }] };
}
