import { describe, expect, test } from 'vitest';
import { copyKinds } from '../../contract/carry-over.ts';
import type { CarryOverStore } from '../../core/migration/carry-over/index.ts';
import type { SignedInAccount } from '../../core/account-directory.ts';
import { readBelongings } from '../../core/migration/carry-over/index.ts';
import { createCarryWorld, must, settled, until, type CarryWorld, type Engine } from './testing/carry-world.ts';

const hourMs = 3_600_000;

/** One of every kind that may not be done twice, and a few of the others. */
function createSmallWorld(): CarryWorld {
  const world = createCarryWorld({ servers: [{ domain: 'old.example', kind: 'mastodon-4.5' }, { domain: 'new.example', kind: 'mastodon-4.6' }], rateLimits: false });
  const { practice } = world;
  for (const username of ['ann', 'bo', 'cy']) practice.addPerson('old.example', { username });
  practice.addPerson('new.example', { username: 'ann' });
  practice.follow('ann@old.example', 'bo@old.example');
  practice.follow('ann@old.example', 'cy@old.example');
  return world;
}

async function fill(world: CarryWorld, from: SignedInAccount): Promise<void> {
  const { belongings, people, writing } = from.connection;
  const on = <T>(work: Promise<T>): Promise<T> => settled(world.clock, work);
  const [bo, cy] = await Promise.all(['bo', 'cy'].map(async (name) => must(await on(belongings.findPerson(`${name}@old.example`))).id));
  const list = must(await on(belongings.createList({ title: 'Friends', repliesPolicy: 'followed', exclusive: true })));
  must(await on(belongings.addToList(list.id, [bo ?? '', cy ?? ''])));
  must(await on(belongings.createFilter({ title: 'Ball', context: ['home'], action: 'hide', expiresAt: null, keywords: [{ keyword: 'goal', wholeWord: true }] })));
  must(await on(people.saveNote(bo ?? '', 'from the choir')));
  must(await on(belongings.setTagFollowed('bread', true)));
  must(await on(writing.schedule({ text: 'later', spoilerText: '', sensitive: false, visibility: 'public', language: 'en', inReplyToId: null, mediaIds: [], poll: null, scheduledAt: world.clock.now() + 48 * hourMs }, 'key')));
}

class Killed extends Error {}

/** Lets `writes` writes through; the next one is the end of the app, after it has reached the disk or before. */
function killingStore(store: CarryOverStore, writes: number, isWritten: boolean, onKill: () => void): CarryOverStore {
  let left = writes;
  const guarded =
    <Input extends readonly unknown[]>(write: (...input: Input) => void) =>
    (...input: Input): void => {
      if (left < 0) throw new Killed();
      left -= 1;
      if (left >= 0 || isWritten) write(...input);
      if (left < 0) {
        onKill();
        throw new Killed();
      }
    };
  return { ...store, put: guarded(store.put), putLine: guarded(store.putLine), replaceLines: guarded(store.replaceLines) };
}

/** What may not be sent twice: new lists, members, filters, scheduled posts. */
function createsAsked(world: CarryWorld): readonly string[] {
  return world.asked.filter(({ method, path, host, status }) => method === 'POST' && host === 'social.new.example' && status < 300 && /\/(?:lists|lists\/[^/]+\/accounts|filters|statuses)$/.test(path)).map(({ path }) => path);
}

async function play(killAt: number | null, isWritten: boolean): Promise<{ readonly state: unknown; readonly creates: readonly string[]; readonly wasKilled: boolean; readonly counts: unknown }> {
  const world = createSmallWorld();
  const from = await world.account('ann@old.example');
  const to = await world.account('ann@new.example');
  await fill(world, from);
  let wasKilled = false;
  const first: { engine: Engine | null } = { engine: null };
  const store = killAt === null ? world.store : killingStore(world.store, killAt, isWritten, () => {
    wasKilled = true;
    first.engine?.kill();
  });
  const plan = { id: 'plan', from: { kind: 'account', account: from.key }, to: to.key } as const;
  const engine = world.engine([from, to], { store });
  first.engine = engine;
  const begin = ({ carryOver }: Engine): void => {
    carryOver.open(plan);
    const copy = carryOver.copy('plan');
    if (copy.ok) copy.value.start();
  };
  try {
    begin(engine);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  const isDone = ({ carryOver }: Engine): boolean => carryOver.summary('plan')?.state === 'done';
  await until(world.clock, () => wasKilled || isDone(engine), 24 * hourMs);
  let last = engine;
  if (wasKilled) {
    last = world.engine([from, to]);
    last.carryOver.resumeAll();
    // Killed before "start" was on disk: the person starts it again.
    if (world.store.all()[0]?.running !== true) begin(last);
    await until(world.clock, () => isDone(last), 24 * hourMs);
  }
  const snapshot = must(await settled(world.clock, readBelongings(to, world.clock, new AbortController().signal)));
  const counts = copyKinds.map((kind) => last.carryOver.summary('plan')?.kinds.find((each) => each.kind === kind)?.counts);
  last.kill();
  world.practice.close();
  return { state: copyKinds.map((kind) => snapshot.kinds[kind]?.items), creates: createsAsked(world).toSorted(), wasKilled, counts };
}

describe('a kill at every write of the journal', () => {
  test.each([true, false])('ends in the same state, and nothing is made twice (the write itself reached the disk: %s)', async (isWritten) => {
    const whole = await play(null, isWritten);
    expect(whole.creates).toHaveLength(5);
    let kills = 0;
    for (let at = 0; ; at += 1) {
      const run = await play(at, isWritten);
      if (!run.wasKilled) break;
      kills += 1;
      expect(run.state, `killed at write ${at}`).toEqual(whole.state);
      expect(run.creates, `killed at write ${at}`).toEqual(whole.creates);
    }
    expect(kills).toBeGreaterThan(60);
  }, 300_000);
});
