import type { DraftBody } from '../../../contract/compose.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { AccountConnection, NewStatus, ServerProfile } from '../../fediverse.ts';
import type { Clock } from '../../ports.ts';
import { createFakeLifecycle, createRecordedLog, createSeededRandom } from '../../testing/fake-ports.ts';
import { sampleKey, samplePerson, sampleProfile, sampleSeen } from '../../testing/samples.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { linkSent } from '../../copies/index.ts';
import { createCompose, type Compose } from '../index.ts';
import { createBoostingAccounts, type BoostFault, type BoostingAccounts } from './boosting-accounts.ts';
import { createFakeMedia, type FakeMedia, type UploadFault } from './fake-media.ts';
import { createFakeServer, type FakeServer, type PostFault, type RepeatedKey } from './fake-server.ts';
import { createMemoryAttachments } from './memory-attachments.ts';
import { createMemoryComposeStore } from './memory-compose-store.ts';

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
  /** Who boosted what: an account and the address of a post, once for each boost that was made. */
  readonly boosts: readonly string[];
  readonly boostStates: readonly string[];
}

class CutOff extends Error {}

const account = sampleKey('me');
const never = new Promise<never>(() => {});
const quietAfterMs = 3 * 60 * 60_000;

/** One life of the app: after it is cut off, nothing it still does reaches the disk, the network or the clock. */
interface Life {
  readonly compose: Compose;
  start(): void;
  isOver(): boolean;
}

/**
 * Lets a person send `texts` through an app that is cut off again and again, starts it anew over what the disk kept,
 * and lets an honest person decide where the app asks.
 */
export async function play(scenario: Scenario): Promise<Outcome> {
  const clock = createVirtualClock();
  const media = createFakeMedia(clock, scenario.pictures);
  const server = createFakeServer(clock, { ...scenario.flavour, media });
  const attachments = createMemoryAttachments();
  for (const { file } of picturesOf(scenario)) attachments.files.set(file.id, new Uint8Array([1]));
  const cutAt = [...scenario.crashAt];
  let steps = 0;
  let over = false;
  let lives = 0;
  let posted = 0;
  let firstRequestAt: number | null = null;

  function step(): void {
    if (over) throw new CutOff();
    steps += 1;
    if (steps !== cutAt[0]) return;
    cutAt.shift();
    over = true;
    throw new CutOff();
  }

  const store = createMemoryComposeStore(step);
  const boosting = createBoostingAccounts(store, scenario.boosts?.accounts ?? 0, scenario.boosts?.faults ?? []);

  function begin(): Life {
    over = false;
    lives += 1;
    const own = lives;
    const alive = (): boolean => lives === own && !over;
    const connection = connect(server, media, {
      step,
      alive,
      nextFault: () => scenario.faults[posted++] ?? 'none',
      requestLeaves: () => (firstRequestAt ??= clock.now()),
      readError: () => {
        const { unreadable } = scenario;
        return unreadable !== null && firstRequestAt !== null && clock.now() < firstRequestAt + unreadable.forMs ? unreadable.error : null;
      },
    });
    const lifeClock: Clock = { now: clock.now, monotonic: clock.monotonic, after: (ms, task) => clock.after(ms, () => (alive() ? task() : undefined)) };
    const profile = sampleProfile({ capabilities: { idempotency: scenario.flavour.idempotency, scheduling: scenario.scheduled?.byServer === true } });
    const writer = { key: account, person: samplePerson('me'), profile, connection };
    const copies = boosting.begin({ clock: lifeClock, call: (request) => callOver({ step, alive }, request), locate: (post) => compose.locate(post), writer });
    const compose = createCompose({
      clock: lifeClock,
      random: createSeededRandom(steps + 1),
      log: createRecordedLog(),
      lifecycle: createFakeLifecycle(),
      store: linkSent(store, { transactions: { run: (work) => store.transaction(work) }, sent: copies.sent, sentUnseen: copies.sentUnseen, unsent: copies.unsent, linked: copies.tellLinked }),
      boosts: copies,
      attachments,
      transactions: { run: (work) => store.transaction(work) },
      accounts: { keys: () => [account], signedIn: () => writer },
      publish: () => {},
      limitsOf: () => profile.limits,
      undoSeconds: () => 5,
      whenLate: () => 'ask',
      movedTo: () => null,
      linkOf: (uri) => uri,
      keepMedia: async () => fail({ kind: 'notFound', what: 'file' }),
      addressOf: async () => fail({ kind: 'notFound', what: 'status' }),
      knownPeople: { beginningWith: () => [] },
      localId: async () => fail({ kind: 'notFound', what: 'status' }),
      posted: () => {},
    });
    return {
      compose,
      isOver: () => !alive(),
      start() {
        copies.start();
        compose.outbox.start();
      },
    };
  }

  let life = begin();
  let decisions = 0;

  /** The person, or the clock, does something; when that cuts the app off, it is started again a second later. */
  async function attempt(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
    }
    while (life.isOver()) {
      await clock.advance(1000);
      life = begin();
      try {
        life.start();
      } catch (error) {
        if (!(error instanceof CutOff)) throw error;
      }
    }
  }

  const startedAt = clock.now();
  /** A text is typed until it is a draft. From then on only the app has it: after a cut, what it shows is sent on. */
  for (const [index, text] of scenario.texts.entries()) {
    const draftId = `draft-${index}`;
    const draft = (): DraftBody | undefined => store.drafts().find(({ id }) => id === draftId)?.body;
    while (draft() === undefined) await attempt(() => void life.compose.saveDraft({ id: draftId, body: { ...toBody(text), ...partsOf(scenario, startedAt), media: picturesOf(scenario), ...boostersOf(boosting) } }));
    for (let body = draft(); body !== undefined && store.posts(10).length <= index; body = draft()) {
      const shown = body;
      await attempt(() => void life.compose.send({ draftId, body: shown }));
    }
  }

  const deadline = clock.now() + quietAfterMs;
  while (clock.now() < deadline) {
    await attempt(() => clock.advance(10_000));
    for (const copy of store.unfinished().filter(({ status }) => status.state === 'needsDecision')) {
      decisions += 1;
      const mine = server.posts.filter(({ id }) => !sentIds().includes(id) && server.textOf(id) === copy.payload.text);
      await attempt(() => void life.compose.decide({ copy: copy.id, answer: mine.length > decidedAsThere() ? 'isThere' : 'sendAgain' }));
    }
    for (const copy of store.unfinished().filter(({ status }) => status.state === 'late')) await attempt(() => void life.compose.retry({ copy: copy.id }));
    if (store.unfinished().length === 0 && boosting.isQuiet()) break;
  }
  // A request that was still running on the server ends.
  await clock.advance(120_000);

  function sentIds(): string[] {
    return statuses().flatMap((status) => (status.state === 'sent' && status.id !== null ? [status.id] : []));
  }
  function decidedAsThere(): number {
    return statuses().filter((status) => status.state === 'sent' && status.id === null).length;
  }
  function statuses() {
    return store.posts(10).flatMap(({ copies }) => copies.map(({ status }) => status));
  }

  return {
    steps,
    states: statuses().map(({ state }) => state),
    sentIds: sentIds(),
    postIds: server.posts.map(({ id }) => id),
    answers: server.posts.map(({ inReplyToId }) => inReplyToId),
    postedAt: server.posts.map(({ createdAt }) => createdAt - startedAt),
    keptByServer: server.kept,
    decisions,
    requests: server.requests,
    uploads: media.uploads.length,
    picturesOf: server.posts.map(({ mediaCount }) => mediaCount),
    drafts: store.drafts().length,
    boosts: boosting.made,
    boostStates: boosting.states(),
  };
}

interface Wire {
  step(): void;
  alive(): boolean;
  nextFault(): PostFault;
  requestLeaves(): void;
  readError(): AppError | null;
}

function connect(server: FakeServer, media: FakeMedia, wire: Wire): AccountConnection {
  const call = <T>(request: () => Promise<Result<T>>): Promise<Result<T>> => callOver(wire, request);
  return {
    account,
    post: (status, key) =>
      call(() => {
        wire.requestLeaves();
        return server.post(status, key, wire.nextFault());
      }),
    ownPosts: () =>
      call(async () => {
        const error = wire.readError();
        return error === null ? server.ownPosts() : fail(error);
      }),
    serverTime: () => null,
    status: (id) => call(async () => ok(sampleSeen(`https://a.example/s/${id}`, id))),
    uploadMedia: (file, options) => call(() => media.uploadMedia(file, options)),
    uploadedMedia: (id) => call(() => media.uploadedMedia(id)),
    describeMedia: (id, words) => call(() => media.describeMedia(id, words)),
    writing: {
      schedule: (status: NewStatus, key: string) =>
        call(() => {
          wire.requestLeaves();
          return server.schedule(status, key, wire.nextFault());
        }),
      scheduled: () =>
        call(async () => {
          const error = wire.readError();
          return error === null ? server.scheduled() : fail(error);
        }),
    } as Partial<AccountConnection['writing']> as AccountConnection['writing'],
  } as Partial<AccountConnection> as AccountConnection;
}

/** A step before the request leaves, one when its answer is there; what a dead app asked for is never answered. */
async function callOver<T>(wire: Pick<Wire, 'step' | 'alive'>, request: () => Promise<Result<T>>): Promise<Result<T>> {
  if (!cutOffAt(wire)) return never;
  const answer = await request();
  return wire.alive() && cutOffAt(wire) ? answer : never;
}

/** False when the app was cut off at this very step. */
function cutOffAt(wire: Pick<Wire, 'step'>): boolean {
  try {
    wire.step();
    return true;
  } catch {
    return false;
  }
}

function boostersOf({ keys }: BoostingAccounts): Pick<DraftBody, 'boosters'> {
  return keys.length === 0 ? {} : { boosters: keys.map((key) => ({ account: key, overrides: {} })) };
}

function picturesOf({ pictures }: Scenario): DraftBody['media'] {
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
