/** What accounts are told beside their homes: favourites, boosts, follows and mentions, as servers keep and serve them. */
import { pickOf, skewed } from './faults.ts';
import { personJson, statusJson, type ModelAccount, type Post } from './model-server.ts';
import { every, takeBack } from './posts.ts';
import type { World } from './world.ts';

/** One account of all is told something about this often. */
const NOTE_EVERY_MS = 6 * 60_000;
/** A post that many like in one minute: more than a page of notifications. */
const LIKED_EVERY_MS = 5 * 3_600_000;
const LIKED = { from: 4, to: 25 };
const OWN_POST_EVERY_MS = 3 * 3_600_000;
/** Chance that a mention is deleted within some minutes. */
const TAKEN_BACK = 0.2;
/** Notifications an account's server keeps. */
const KEPT = 60;
const GROUP_MS = 12 * 3_600_000;
const PEOPLE = ['uma', 'vic', 'wes', 'xia', 'yan', 'zoe', 'abe', 'bea', 'cyd'];

export interface Note {
  readonly id: string;
  readonly type: 'favourite' | 'reblog' | 'follow' | 'mention';
  readonly from: string;
  readonly post: Post | null;
  /** When it was made, true time. */
  readonly at: number;
  /** What the row of the inbox is called in which it must be. */
  readonly group: string;
  /** Its event was swallowed by a stream that is dead and answers pings. */
  swallowed: boolean;
}

/** People react to what the accounts write. */
export function scheduleNotes(world: World): void {
  const { random, accounts } = world;
  const own = new Map(accounts.map((account) => [account, writeOwn(world, account)]));
  every(world, OWN_POST_EVERY_MS, () => {
    const account = pickOf(random, accounts);
    own.set(account, writeOwn(world, account));
  });
  const react = (account: ModelAccount, type: Note['type']): void => tell(world, account, type, type === 'follow' ? null : (own.get(account) ?? null));
  every(world, NOTE_EVERY_MS, () => {
    const type = pickOf(random, ['favourite', 'favourite', 'reblog', 'follow', 'mention'] as const);
    if (type === 'mention') mention(world);
    else react(pickOf(random, accounts), type);
  });
  every(world, LIKED_EVERY_MS, () => {
    const account = pickOf(random, accounts);
    const count = Math.floor(skewed(random, LIKED.from, LIKED.to));
    world.trace.add(world.time.now(), `${count} like a post of ${account.key}`);
    for (let index = 0; index < count; index += 1) world.time.after(index * 900, () => react(account, random.unit() < 0.7 ? 'favourite' : 'follow'));
  });
}

function newPost(world: World, author: string, text: string): Post {
  world.posts += 1;
  const now = world.time.now();
  return { uri: `https://people.example/posts/${world.posts}`, author, createdAt: now, text, editedAt: null, deleted: false, changedAt: now };
}

const writeOwn = (world: World, account: ModelAccount): Post => newPost(world, account.name, `by ${account.name}`);

/** One post may mention several accounts of the person. */
function mention(world: World): void {
  const { random, accounts } = world;
  const post = newPost(world, pickOf(random, PEOPLE), 'hello');
  for (const account of new Set([pickOf(random, accounts), pickOf(random, accounts)])) {
    world.time.after(skewed(random, 50, 4_000), () => tell(world, account, 'mention', post));
  }
  if (random.unit() < TAKEN_BACK) world.time.after(skewed(random, 10_000, 30 * 60_000), () => takeBack(world, post));
}

function tell(world: World, account: ModelAccount, type: Note['type'], post: Post | null): void {
  const { server } = account;
  const at = world.time.now();
  const id = server.newId(at);
  const isGrouped = server.flavour.grouped && type !== 'mention';
  const group = isGrouped ? `${type}-${post === null ? 'all' : server.statusId(post, at)}-${Math.floor(at / GROUP_MS)}` : `ungrouped-${id}`;
  const note: Note = { id, type, from: pickOf(world.random, PEOPLE), post, at, group, swallowed: false };
  account.inbox.unshift(note);
  account.inbox.splice(KEPT);
  world.faults.count('notification');
  world.trace.add(at, `${account.key} is told ${type} ${id}`);
  world.net.pushNote(account, note);
}

export function noteJson(account: ModelAccount, note: Note, time: number): Record<string, unknown> {
  const { server } = account;
  return {
    id: note.id,
    type: note.type,
    created_at: new Date(note.at).toISOString(),
    ...(server.flavour.grouped ? { group_key: note.group } : {}),
    account: personJson(note.from),
    ...(note.post === null ? {} : { status: statusJson(server, note.post, time) }),
  };
}

export interface NotesQuery {
  readonly maxId: string | null;
  readonly minId: string | null;
  readonly limit: number;
}

const isInside = ({ maxId, minId }: NotesQuery) => (note: Note): boolean => (maxId === null || note.id < maxId) && (minId === null || note.id > minId);

/** A page of single notifications. */
export function notesPage(account: ModelAccount, query: NotesQuery): readonly Note[] {
  const inside = account.inbox.filter(isInside(query));
  return query.minId === null ? inside.slice(0, query.limit) : inside.slice(-query.limit);
}

/** A page of groups: the newest of each is in the page, and all others of it down to where the page ends (notification.rb, paginate_groups). */
export function groupsPage(account: ModelAccount, query: NotesQuery): readonly (readonly Note[])[] {
  const inside = account.inbox.filter(isInside(query));
  const walked = query.minId === null ? inside : inside.toReversed();
  const groups = new Set<string>();
  const taken: Note[] = [];
  for (const note of walked) {
    if (!groups.has(note.group) && groups.size === query.limit) break;
    groups.add(note.group);
    taken.push(note);
  }
  const newestFirst = query.minId === null ? taken : taken.toReversed();
  return [...Map.groupBy(newestFirst, (note) => note.group).values()];
}

export function groupsJson(account: ModelAccount, groups: readonly (readonly Note[])[], time: number): Record<string, unknown> {
  const { server } = account;
  const posts = new Set(groups.flatMap(([first]) => first?.post ?? []));
  return {
    accounts: [...new Set(groups.flat().map((note) => note.from))].map(personJson),
    statuses: [...posts].map((post) => statusJson(server, post, time)),
    notification_groups: groups.flatMap((notes) => {
      const [first, last] = [notes[0], notes.at(-1)];
      if (first === undefined || last === undefined) return [];
      return {
        group_key: first.group,
        type: first.type,
        most_recent_notification_id: first.id,
        page_max_id: first.id,
        page_min_id: last.id,
        latest_page_notification_at: new Date(first.at).toISOString(),
        notifications_count: account.inbox.filter((note) => note.group === first.group && note.id <= first.id).length,
        sample_account_ids: [...new Set(notes.map((note) => note.from))].slice(0, 8),
        ...(first.post === null ? {} : { status_id: server.statusId(first.post, time) }),
      };
    }),
  };
}
