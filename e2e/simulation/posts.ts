import { pickOf, skewed } from './faults.ts';
import { deliver, type ModelAccount, type Post } from './model-server.ts';
import type { World } from './world.ts';

/** One new post in the whole fediverse about this often by day; by night a sixth of that. */
const POST_EVERY_MS = 4 * 60_000;
const CHANGE_EVERY_MS = 5 * 60_000;
/** UTC hours in which people sleep. */
const NIGHT = { from: 0, to: 7 };
const NIGHT_SHARE = 1 / 6;
/** Posts of a busy minute: more than a page, and rarely more than a walk. */
const BURST = { from: 6, to: 45 };
/** By themselves, apart from those that come with trouble. */
const BURST_EVERY_MS = 3 * 3_600_000;
/** Chance that a post reaches one account's home, late, or as a boost. */
const REACH = 0.55;
const LATE = 0.06;
const BOOST = 0.15;
const AUTHORS = ['ona', 'pia', 'quin', 'rui', 'sol', 'tam'];

/** People write, boost, edit and delete; servers federate, some of it late. */
export function schedulePosts(world: World): { readonly burst: () => void } {
  const { time, random, accounts } = world;
  const recent: Post[] = [];
  for (let age = 60; age > 0; age -= 1) write(world, recent, time.now() - age * POST_EVERY_MS);
  const isAwake = (): boolean => !isNight(time.now()) || random.unit() < NIGHT_SHARE;
  const burst = (): void => {
    const size = Math.floor(skewed(random, BURST.from, BURST.to));
    for (let index = 0; index < size; index += 1) time.after(index * 700, () => write(world, recent, time.now()));
    world.trace.add(time.now(), `burst of ${size} for ${accounts.length}`);
  };
  every(world, POST_EVERY_MS, () => (isAwake() ? write(world, recent, time.now()) : undefined));
  every(world, CHANGE_EVERY_MS, () => (isAwake() ? change(world, recent) : undefined));
  every(world, BURST_EVERY_MS, burst);
  return { burst };
}

function isNight(now: number): boolean {
  const hour = new Date(now).getUTCHours();
  return hour >= NIGHT.from && hour < NIGHT.to;
}

export function every(world: World, meanMs: number, run: () => void): void {
  const again = (): void =>
    void world.time.after(-Math.log(1 - world.random.unit()) * meanMs, () => {
      run();
      again();
    });
  again();
}

function write(world: World, recent: Post[], createdAt: number): void {
  const { random } = world;
  world.posts += 1;
  const post: Post = { uri: `https://people.example/posts/${world.posts}`, author: pickOf(random, AUTHORS), createdAt, text: `post ${world.posts}`, editedAt: null, deleted: false, changedAt: createdAt };
  recent.push(post);
  if (recent.length > 200) recent.shift();
  for (const account of world.accounts) {
    if (random.unit() > REACH) continue;
    const late = random.unit() < LATE;
    const delay = late ? skewed(random, 60_000, 2 * 3_600_000) : skewed(random, 50, 5_000);
    if (createdAt < world.time.now()) arrive(world, account, post, null);
    else world.time.after(delay, () => arrive(world, account, post, null, late));
  }
  if (random.unit() < BOOST) boost(world, recent);
}

function boost(world: World, recent: readonly Post[]): void {
  const post = pickOf(world.random, recent);
  const booster = pickOf(world.random, AUTHORS);
  for (const account of world.accounts) if (world.random.unit() < REACH / 2) world.time.after(skewed(world.random, 50, 4_000), () => arrive(world, account, post, booster));
}

function arrive(world: World, account: ModelAccount, post: Post, booster: string | null, late = false): void {
  const now = world.time.now();
  if (post.deleted) return;
  const overtaken = world.faults.isOn(account.server.host, 'reorder', now) && booster === null && world.random.unit() < 0.3;
  const line = deliver(account, post, booster, now);
  if (line === null) return;
  if (late) world.faults.count('latePost');
  world.trace.add(now, `${account.key} gets ${line.id} of ${post.uri}${late ? ' late' : ''}`);
  if (!overtaken) return world.net.pushLine(account, line);
  // Written and taken back at once; the two jobs of the server overtake each other.
  world.faults.count('reorder');
  takeBack(world, post);
  world.net.pushLine(account, line);
}

function change(world: World, recent: readonly Post[]): void {
  const post = pickOf(world.random, recent);
  const now = world.time.now();
  if (post.deleted) return;
  post.changedAt = now;
  if (world.random.unit() < 0.5) {
    world.faults.count('edit');
    post.text = `${post.text} (edited)`;
    post.editedAt = Math.max(now, (post.editedAt ?? 0) + 1);
    world.trace.add(now, `${post.uri} is edited`);
    for (const account of world.accounts) world.net.pushEdit(account, post);
    return;
  }
  world.faults.count('delete');
  takeBack(world, post);
}

export function takeBack(world: World, post: Post): void {
  const now = world.time.now();
  post.deleted = true;
  post.changedAt = now;
  world.trace.add(now, `${post.uri} is deleted`);
  for (const account of world.accounts) {
    const held = account.home.filter((line) => line.post === post);
    for (const line of held) account.home.splice(account.home.indexOf(line), 1);
    for (const note of account.inbox.filter((one) => one.post === post)) account.inbox.splice(account.inbox.indexOf(note), 1);
    world.net.pushDelete(account, account.server.statusId(post, now), post);
  }
}
