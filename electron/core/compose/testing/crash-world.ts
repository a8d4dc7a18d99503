import type { Draft, DraftBody } from '../../../contract/compose.ts';
import { fail, type AppError } from '../../../contract/result.ts';
import type { Clock } from '../../ports.ts';
import { createFakeLifecycle, createRecordedLog, createSeededRandom } from '../../testing/fake-ports.ts';
import { samplePerson, sampleProfile } from '../../testing/samples.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { linkSent } from '../../copies/index.ts';
import { createCompose, type Compose } from '../index.ts';
import { createBoostingAccounts } from './boosting-accounts.ts';
import { account, draftOf, picturesOf, type Outcome, type Scenario } from './crash-scenario.ts';
import { callOver, connect, type Wire } from './crash-wire.ts';
import { createFakeMedia } from './fake-media.ts';
import { createFakeServer } from './fake-server.ts';
import { createMemoryAttachments } from './memory-attachments.ts';
import { createMemoryComposeStore } from './memory-compose-store.ts';

class CutOff extends Error {}

const quietAfterMs = 5 * 60 * 60_000;
const sleepMs = 2 * 60 * 60_000;
const removedMs = 10 * 60_000;
const asleep: AppError = { kind: 'offline', host: 'a.example', reason: 'reset', mayHaveArrived: true };

/** One life of the app: after it is cut off, nothing it still does reaches the disk, the network or the clock. */
interface Life {
  readonly compose: Compose;
  start(): void;
  wake(): void;
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
  let removals = 0;
  let firstRequestAt: number | null = null;
  let asleepUntil = 0;
  let isHere = true;

  function step(): void {
    if (over) throw new CutOff();
    steps += 1;
    if (steps === scenario.mishap?.at) befall(scenario.mishap.kind);
    if (steps !== cutAt[0]) return;
    cutAt.shift();
    over = true;
    throw new CutOff();
  }

  function befall(kind: 'sleep' | 'removal'): void {
    if (kind === 'sleep') {
      asleepUntil = clock.now() + sleepMs;
      clock.after(sleepMs, () => life.wake());
      return;
    }
    isHere = false;
    clock.after(0, () => life.compose.outbox.accountRemoved(account));
    clock.after(removedMs, () => {
      isHere = true;
      life.compose.outbox.reachable(account);
    });
  }

  const store = createMemoryComposeStore(step);
  const boosting = createBoostingAccounts(store, scenario.boosts?.accounts ?? 0, scenario.boosts?.faults ?? []);

  function begin(): Life {
    over = false;
    lives += 1;
    const own = lives;
    const alive = (): boolean => lives === own && !over;
    const lifecycle = createFakeLifecycle();
    /** Nothing happens while the machine sleeps; what was asked before is not answered. */
    const whenAwake = (task: () => void): void => {
      if (alive() && clock.now() >= asleepUntil) task();
      else if (alive()) clock.after(asleepUntil - clock.now(), () => whenAwake(task));
    };
    const arrive: Wire['arrive'] = async (answer) => {
      if (clock.now() >= asleepUntil) return answer;
      await new Promise<void>((resolve) => whenAwake(resolve));
      return fail(asleep);
    };
    const connection = connect(server, media, {
      account,
      step,
      alive,
      arrive,
      nextRemovalFault: () => scenario.newVersion?.faults[removals++] ?? 'none',
      nextFault: () => scenario.faults[posted++] ?? 'none',
      requestLeaves: () => (firstRequestAt ??= clock.now()),
      readError: () => {
        const { unreadable } = scenario;
        return unreadable !== null && firstRequestAt !== null && clock.now() < firstRequestAt + unreadable.forMs ? unreadable.error : null;
      },
    });
    const lifeClock: Clock = { now: clock.now, monotonic: clock.monotonic, after: (ms, task) => clock.after(ms, () => whenAwake(task)) };
    const profile = sampleProfile({ capabilities: { idempotency: scenario.flavour.idempotency, scheduling: scenario.scheduled?.byServer === true } });
    const writer = { key: account, person: samplePerson('me'), profile, connection };
    const copies = boosting.begin({ clock: lifeClock, call: (request) => callOver({ step, alive, arrive }, request), locate: (post) => compose.locate(post), writer });
    const compose = createCompose({
      clock: lifeClock,
      random: createSeededRandom(steps + 1),
      log: createRecordedLog(),
      lifecycle,
      store: linkSent(store, { transactions: { run: (work) => store.transaction(work) }, sent: copies.sent, sentUnseen: copies.sentUnseen, unsent: copies.unsent, linked: copies.tellLinked }),
      boosts: copies,
      attachments,
      transactions: { run: (work) => store.transaction(work) },
      accounts: { keys: () => [account], signedIn: () => (isHere ? writer : null) },
      publish: () => {},
      limitsOf: () => (isHere ? profile.limits : null),
      undoSeconds: () => 5,
      whenLate: () => 'ask',
      movedTo: () => null,
      linkOf: (uri) => uri,
      keepMedia: async () => fail({ kind: 'notFound', what: 'file' }),
      addressOf: async () => fail({ kind: 'notFound', what: 'status' }),
      knownPeople: { beginningWith: () => [] },
      conversationOf: () => null,
      localId: async () => fail({ kind: 'notFound', what: 'status' }),
      posted: () => {},
    });
    return {
      compose,
      isOver: () => !alive(),
      wake: lifecycle.resume,
      start() {
        copies.start();
        compose.outbox.start();
      },
    };
  }

  let life: Life = begin();
  let decisions = 0;

  /** The person, or the clock, does something; when that cuts the app off, it is started again a second later. */
  async function attempt(act: () => void | Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
    }
    while (life.isOver()) {
      await clock.advance(scenario.awayMs ?? 1000);
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
    while (draft() === undefined) await attempt(() => void life.compose.saveDraft({ id: draftId, body: draftOf(scenario, text, startedAt, boosting.keys) }));
    for (let body = draft(); body !== undefined && store.posts(10).length <= index; body = draft()) {
      const shown = body;
      await attempt(() => void life.compose.send({ draftId, body: shown }));
      if (!isHere) await clock.advance(removedMs);
      if (scenario.windows === undefined) continue;
      await attempt(() => void life.compose.saveDraft({ id: draftId, body: shown }));
      await attempt(() => void life.compose.send({ draftId, body: shown }));
    }
  }
  await writeNewVersion();

  async function writeNewVersion(): Promise<void> {
    if (scenario.newVersion === undefined) return;
    const { text, inMs } = scenario.newVersion;
    const [old] = store.posts(1)[0]?.copies ?? [];
    const isUnderWay = (): boolean => ['waiting', 'sending'].includes(store.copy(old?.id ?? '')?.status.state ?? '');
    await attempt(() => clock.advance(60_000));
    while (isUnderWay()) await attempt(() => clock.advance(60_000));
    const begun = (): Draft | undefined => store.drafts().find(({ body }) => body.replaces !== undefined);
    const isOpen = (): boolean => old !== undefined && store.copy(old.id)?.status.state === 'scheduled' && store.posts(10).length === 1;
    while (begun() === undefined && isOpen()) await attempt(() => life.compose.scheduled.edit({ in: 'outbox', copy: old?.id ?? '' }).then(() => undefined));
    for (let draft = begun(); draft !== undefined && isOpen(); draft = begun()) {
      const { id, body } = draft;
      await attempt(() => void life.compose.send({ draftId: id, body: { ...body, text, scheduledAt: inMs === null ? null : startedAt + inMs } }));
    }
  }

  const deadline = clock.now() + quietAfterMs;
  while (clock.now() < deadline) {
    await attempt(() => clock.advance(10_000));
    for (const copy of isHere ? store.unfinished().filter(({ status }) => status.state === 'needsDecision') : []) {
      decisions += 1;
      const mine = server.posts.filter(({ id }) => !sentIds().includes(id) && server.textOf(id) === copy.payload.text);
      await attempt(() => void life.compose.decide({ copy: copy.id, answer: mine.length > decidedAsThere() ? 'isThere' : 'sendAgain' }));
    }
    for (const copy of store.unfinished().filter(({ status }) => status.state === 'late')) await attempt(() => void life.compose.retry({ copy: copy.id }));
    const given = isHere ? store.unsettled().filter(({ status }) => status.state === 'failed' && status.error.kind === 'notFound' && status.error.what === 'account') : [];
    for (const copy of given) await attempt(() => void life.compose.retry({ copy: copy.id }));
    if (isHere && store.unfinished().length === 0 && boosting.isQuiet()) break;
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
    words: server.posts.map(({ id }) => server.textOf(id) ?? ''),
    boosts: boosting.made,
    boostStates: boosting.states(),
  };
}
