import type { Draft } from '../../../contract/compose.ts';
import type { AccountKey, StatusId, StatusUri } from '../../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { AccountConnection, SeenStatus } from '../../fediverse.ts';
import type { OwnSource, StatusEdit } from '../../fediverse-posts.ts';
import { createFakeLifecycle, createRecordedLog, createSeededRandom } from '../../testing/fake-ports.ts';
import { sampleKey, samplePerson, sampleProfile, sampleSeen } from '../../testing/samples.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createCopies, type CopiesFeature, type CopyDeps } from '../index.ts';
import { createMemoryCopyStore } from './memory-copy-store.ts';

/** What happens to one request that changes something. */
export type ChangeFault = 'none' | 'notSent' | 'lostOnTheWay' | 'answerLost' | 'errorAfterwards' | 'rateLimited';

export interface CopiesScenario {
  /** `redraft` reads first, then makes a draft and deletes. */
  readonly deed: 'edit' | 'delete' | 'pin' | 'redraft';
  /** Of the first changes; later ones meet none. */
  readonly faults: readonly ChangeFault[];
  /** Numbers of the steps at which the app is cut off, rising. A step is a write or a border of a request. */
  readonly crashAt: readonly number[];
}

export interface CopiesOutcome {
  readonly steps: number;
  /** Texts of the posts that are there, by account. */
  readonly texts: readonly (string | null)[];
  readonly pinned: readonly boolean[];
  readonly jobs: readonly string[];
  readonly drafts: number;
  /** A moment at which a post was gone and its words were in no draft. */
  readonly wordsLost: boolean;
  readonly requests: number;
}

class CutOff extends Error {}

const keys = ['one', 'two'].map((name) => sampleKey(name));
const uriOf = (key: AccountKey): StatusUri => `https://${key.split('/')[0] ?? ''}/s/${key.split('/')[1] ?? ''}` as StatusUri;
const before = 'Tide at 7';
export const after = 'Tide at 8';
const noNetwork: AppError = { kind: 'offline', host: 'a.example', reason: 'noNetwork', mayHaveArrived: false };
const lost: AppError = { ...noNetwork, reason: 'timeout', mayHaveArrived: true };
const broken: AppError = { kind: 'serverError', host: 'a.example', status: 500, message: '', retryAt: null, mayHaveArrived: true };
const never = new Promise<never>(() => {});

interface Post {
  text: string;
  pinned: boolean;
}

/** Two copies of one post on two servers, changed by an app that is cut off and started anew over what the disk kept. */
export async function playCopies({ deed, faults, crashAt }: CopiesScenario): Promise<CopiesOutcome> {
  const clock = createVirtualClock();
  const cutAt = [...crashAt];
  const posts = new Map<AccountKey, Post>(keys.map((key) => [key, { text: before, pinned: false }]));
  const drafts = new Map<string, Draft>();
  let [steps, asked, requests, lives] = [0, 0, 0, 0];
  let over = false;
  let wordsLost = false;

  function step(): void {
    if (lives === 0) return;
    if (over) throw new CutOff();
    steps += 1;
    if (steps !== cutAt[0]) return;
    cutAt.shift();
    over = true;
    throw new CutOff();
  }
  const store = createMemoryCopyStore(step);
  const seen = (key: AccountKey, post: Post): SeenStatus => sampleSeen(uriOf(key), key, { author: samplePerson(key), language: 'en' }, { pinned: post.pinned });

  function change<T>(key: AccountKey, apply: (post: Post) => T): Result<T> {
    requests += 1;
    const fault = faults[asked++] ?? 'none';
    if (fault === 'notSent') return fail(noNetwork);
    if (fault === 'rateLimited') return fail({ kind: 'rateLimited', host: 'a.example', retryAt: clock.now() + 60_000 });
    const post = posts.get(key);
    const done = fault === 'lostOnTheWay' || post === undefined ? null : apply(post);
    if (deed === 'redraft' && posts.size < keys.length && drafts.size === 0) wordsLost = true;
    if (fault === 'answerLost' || fault === 'lostOnTheWay') return fail(lost);
    if (fault === 'errorAfterwards') return fail(broken);
    return done === null ? fail({ kind: 'notFound', what: 'status' }) : ok(done);
  }

  function begin(): CopiesFeature {
    over = false;
    lives += 1;
    const own = lives;
    const alive = (): boolean => lives === own && !over;
    const cut = (): boolean => {
      try {
        step();
        return false;
      } catch {
        return true;
      }
    };
    const call = async <T>(request: () => Result<T>): Promise<Result<T>> => {
      if (!alive() || cut()) return never;
      const answer = request();
      await Promise.resolve();
      return !alive() || cut() ? never : answer;
    };
    const connect = (key: AccountKey): AccountConnection =>
      ({
        account: key,
        posts: {
          source: () => call<OwnSource>(() => (posts.has(key) ? ok({ seen: seen(key, posts.get(key) ?? { text: '', pinned: false }), text: posts.get(key)?.text ?? '', spoilerText: '', contentType: null, media: [] }) : fail({ kind: 'notFound', what: 'status' }))),
          edit: (_id: StatusId, edit: StatusEdit) => call(() => change(key, (post) => ((post.text = edit.text), seen(key, post)))),
          delete: () => call(() => change(key, () => (posts.delete(key), null))),
        } as Partial<AccountConnection['posts']> as AccountConnection['posts'],
      }) as Partial<AccountConnection> as AccountConnection;
    const deps: CopyDeps = {
      clock: { now: clock.now, monotonic: clock.monotonic, after: (ms, task) => clock.after(ms, () => (alive() ? task() : undefined)) },
      random: createSeededRandom(lives),
      log: createRecordedLog(),
      lifecycle: createFakeLifecycle(),
      transactions: { run: (work) => work() },
      store,
      statuses: { get: (uri) => ({ status: seen(keys.find((key) => uriOf(key) === uri) ?? sampleKey('nobody'), { text: '', pinned: false }).status, marks: [] }), put: () => true, uriOf: () => null } as Partial<CopyDeps['statuses']> as CopyDeps['statuses'],
      accounts: { keys: () => keys, signedIn: (key) => ({ key, person: samplePerson(key), profile: sampleProfile(), connection: connect(key) }) },
      publish: () => {},
      localId: async (account) => ok(account as string as StatusId),
      // As the feature of statuses does: what an answer was lost of is read instead.
      async act({ account, action }) {
        const answer = await call(() => change(account, (post) => ((post.pinned = action === 'pin'), seen(account, post))));
        return answer.ok ? ok({ status: answer.value.status, marks: [] }) : answer;
      },
      locate: async () => fail({ kind: 'notFound', what: 'post' }),
      gone: () => {},
      measure: () => null,
      keepMedia: async () => fail({ kind: 'notFound', what: 'file' }),
      saveDraft(draft) {
        step();
        drafts.set(draft.id, draft);
      },
    };
    const copies = createCopies(deps);
    return copies;
  }

  for (const key of keys) store.link({ post: 'p', account: key, id: key as string as StatusId, uri: uriOf(key), url: null, at: 1 });
  let live = begin();
  live.start();

  /** When something cuts the app off, it is started again a second later. */
  async function attempt(act: () => unknown): Promise<void> {
    try {
      await Promise.race([Promise.resolve(act()), clock.advance(5_000)]);
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
    }
    while (over) {
      await clock.advance(1_000);
      live = begin();
      try {
        live.start();
      } catch (error) {
        if (!(error instanceof CutOff)) throw error;
      }
    }
  }

  const uris = keys.map(uriOf);
  const isAsked = (): boolean => store.jobs().length > 0;
  // The person presses again where nothing is under way.
  while (!isAsked()) {
    await attempt(() => {
      if (deed === 'edit') return live.edit({ edits: uris.map((uri) => ({ uri, text: after, spoilerText: '', sensitive: false, language: 'en', descriptions: [] })) });
      return deed === 'redraft' ? live.redraft({ uris, rebuilt: false }) : live.change({ uris, deed });
    });
  }
  for (let rounds = 0; rounds < 400 && store.jobs().some(({ status }) => status.state !== 'done'); rounds += 1) await attempt(() => clock.advance(10_000));
  return {
    steps,
    texts: keys.map((key) => posts.get(key)?.text ?? null),
    pinned: keys.map((key) => posts.get(key)?.pinned ?? false),
    jobs: store.jobs().map(({ status }) => status.state),
    drafts: drafts.size,
    wordsLost,
    requests,
  };
}
