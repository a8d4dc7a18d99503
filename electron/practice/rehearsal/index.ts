import { block, blockDomain, follow, mute } from '../actions/people.ts';
import { favourite } from '../actions/reacting.ts';
import { redirectAccount } from '../actions/moving.ts';
import { drawPortrait } from '../cast/art/portraits.ts';
import type { HairStyle } from '../cast/art/portraits.ts';
import { fetchActor, fetchNote } from '../federation/notes.ts';
import type { PracticeWorld } from '../index.ts';
import type { Account, Status, User } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must, now } from '../model/server.ts';
import { createRandom, seedFrom } from '../random.ts';
import { deadServers, domainBlocker, followed, followers, mover, newBlocker, others } from './people.ts';

export { mover, rehearsalServers } from './people.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

function avatarOf(key: string): string {
  return `avatar-${key.replaceAll(/[^a-z0-9]/g, '-')}.png`;
}

/** Everybody who comes on, as `name@domain` with a name to show. */
function everybody(): readonly (readonly [string, string])[] {
  const crowd = Object.entries(followers).flatMap(([domain, names]) =>
    names.map((entry) => {
      const [username = '', displayName = ''] = entry.split(': ');
      return [`${username}@${domain}`, displayName] as const;
    }),
  );
  const parts = Object.values(others).map(({ key, name }) => [key, name] as const);
  return [...crowd, ...parts, [others.moved.to, 'Joris'], ...Object.values(mover).map((key) => [key, 'Lena Voss'] as const)];
}

/** Faces are drawn when first asked for; needed in every run, also in one that goes on from a file. */
export function drawRehearsal(world: PracticeWorld): void {
  const styles: readonly [HairStyle, ...HairStyle[]] = ['short', 'bun', 'long', 'bob', 'curly', 'cap', 'waves', 'braid', 'quiff', 'turban'];
  for (const [key] of everybody()) {
    // The mover has one face on all servers.
    const dice = createRandom(seedFrom(1, key.startsWith('lena@') ? 'lena' : key));
    const portrait = {
      ground: dice.pick(['#dfe8d8', '#e8dccb', '#cfdde8', '#e3d3e0', '#d6e4e1', '#efe3c2']),
      skin: dice.pick(['#f0c9a8', '#d9a47c', '#a9714b', '#7a4a2f', '#e8b796']),
      hair: dice.pick(['#2b2320', '#5a3b26', '#a0672f', '#c9a15a', '#7b7f86', '#8c3b2a']),
      style: dice.pick(styles),
      clothes: dice.pick(['#2f5d73', '#7a3e4d', '#4a6b3f', '#8a6a2c', '#4b4a7a', '#9a4f2f']),
      glasses: dice.unit() < 0.25,
    };
    world.inner.core.files.draw(avatarOf(key), 'image/png', () => drawPortrait(portrait));
  }
}

function bringOn(world: PracticeWorld): void {
  const at = world.inner.core.clock.now();
  for (const [index, [key, displayName]] of everybody().entries()) {
    const [username = '', domain = ''] = key.split('@');
    const isMover = username === 'lena';
    const isOld = key === mover.old;
    const locked = [others.lockedSoon.key, others.lockedNever.key, others.asked.key].some((one) => one === key);
    const account = world.addPerson(domain, {
      username,
      displayName: isMover && !isOld ? 'lena' : displayName,
      note: isOld ? 'Ferry deckhand, night sky watcher, bread baker. Third server since 2018.\n#ferries #astronomy' : '',
      language: 'en',
      avatar: isMover && !isOld ? null : avatarOf(key),
      locked,
      createdAt: at - (isMover && !isOld ? 2 : 900 + index) * dayMs,
      ...(key === others.lockedSoon.key ? { acceptsAfterMs: minuteMs } : {}),
    });
    // Suggestions and directories are for the cast.
    account.discoverable = false;
  }
}

interface Own {
  readonly server: PracticeServer;
  readonly account: Account;
  readonly user: User;
  /** Somebody as the mover's old server knows them. */
  readonly see: (key: string) => Account;
}

function oldAccount(world: PracticeWorld): Own {
  const server = world.server('tidewater.example').inner;
  const account = world.person(mover.old);
  return { server, account, user: must(server.tables.users.get(account.id), 'user'), see: (key) => must(fetchActor(server, world.person(key).uri), key) };
}

function relate(world: PracticeWorld, own: Own): void {
  for (const [domain, names] of Object.entries(followers)) for (const entry of names) world.follow(`${entry.split(': ')[0] ?? ''}@${domain}`, mover.old);
  const { back, cast, dead, blocked } = followed;
  const accepted = [others.moved.key, others.deleted.key, others.lockedSoon.key, others.lockedNever.key, dead, blocked];
  for (const key of [...back, ...cast, ...accepted]) world.follow(mover.old, key);
  const { server, account, see } = own;
  follow(server, account, see(others.asked.key), {});
  follow(server, account, see('ines@nordsee.example'), { reblogs: false });
  follow(server, account, see('birdcount@nordsee.example'), { notify: true });
  follow(server, account, see('imke@nordsee.example'), { languages: ['de', 'en'] });
  mute(server, account, see(others.muted.key), false, 0);
  mute(server, account, see(others.mutedForNow.key), true, 5 * dayMs);
  block(server, account, see(others.blocked.key));
  block(server, account, see(others.blockedToo.key));
  for (const domain of ['shouting.example', 'adverts.example']) blockDomain(server, account, domain);
  const refuse = (key: string) => {
    const there = world.server(key.split('@')[1] ?? '').inner;
    return [there, world.person(key)] as const;
  };
  const [wetlands, quentin] = refuse(domainBlocker);
  wetlands.tables.domainBlocks.put({ id: wetlands.ids.row(), source: quentin.id, target: 'kelp.example', createdAt: now(wetlands) });
  const [kelp, ulf] = refuse(newBlocker);
  block(kelp, ulf, world.person(mover.mastodon));
}

function keepThings(own: Own): void {
  const { server, account, user, see } = own;
  const { lists, listMembers, notes, endorsements, followedTags, featuredTags, filters, scheduled } = server.tables;
  const createdAt = now(server);
  const edge = (key: string) => ({ id: server.ids.row(), source: account.id, target: see(key).id, createdAt });
  for (const [title, repliesPolicy, exclusive, members] of [
    ['Ferry people', 'list', false, ['ada@tidewater.example', 'gesa@nordsee.example', 'ines@nordsee.example', others.moved.key]],
    ['Close friends', 'followed', true, ['noor@wetlands.example', 'vilma@loom.example', others.asked.key]],
    ['To read later', 'none', false, []],
  ] as const) {
    const list = { id: server.ids.row(), userId: account.id, title, repliesPolicy, exclusive };
    lists.put(list);
    for (const key of members) listMembers.put({ ...edge(key), source: list.id });
  }
  for (const [key, comment] of [
    ['noor@wetlands.example', 'Met at the night sky camp. Has the good telescope.'],
    ['haru@sanriku.example', 'はる = Haru, bakes. Send the rye recipe!'],
    [others.mutedForNow.key, 'Fine outside of the season.'],
  ] as const)
    notes.put({ ...edge(key), comment });
  endorsements.put(edge('ada@tidewater.example'));
  const tag = (name: string) => ({ id: server.ids.row(), userId: account.id, name, createdAt });
  for (const name of ['ferries', 'astronomy', 'sourdough', 'nightsky', 'birds', 'wattenmeer']) followedTags.put(tag(name));
  for (const name of ['ferries', 'astronomy']) featuredTags.put(tag(name));
  const words = (...keywords: string[]) => keywords.map((keyword) => ({ id: server.ids.row(), keyword, wholeWord: true }));
  const filter = { userId: account.id, statuses: [] };
  filters.put({ ...filter, id: server.ids.row(), title: 'Football', context: ['home', 'public'], action: 'hide', expiresAt: createdAt + 20 * dayMs, keywords: words('cup final', 'penalty') });
  filters.put({ ...filter, id: server.ids.row(), title: 'Spoilers', context: ['home', 'thread'], action: 'warn', expiresAt: null, keywords: words('lighthouse film') });
  Object.assign(user, { privacy: 'unlisted', language: 'en' });
  account.fields = [
    { name: 'Home port', value: 'Anywhere with a kettle', verifiedAt: null },
    { name: 'Logbook', value: 'https://logbook.tidewater.example', verifiedAt: createdAt - 30 * dayMs },
  ];
  scheduled.put({ id: server.ids.row(), userId: account.id, scheduledAt: createdAt + 3 * dayMs, params: { text: 'Reminder: this server closes soon.', visibility: 'public' }, mediaIds: [] });
}

/** Before the cast begins to talk: the people, and everything the old account has. */
export function stageRehearsal(world: PracticeWorld): void {
  bringOn(world);
  const own = oldAccount(world);
  relate(world, own);
  keepThings(own);
  world.flush();
  const nordsee = world.server('nordsee.example').inner;
  const joris = world.person(others.moved.key);
  const next = must(fetchActor(nordsee, world.person(others.moved.to).uri), 'joris');
  world.person(others.moved.to).alsoKnownAs.push(joris.uri);
  redirectAccount(nordsee, joris, next);
  world.flush();
  world.blockServer('kelp.example', 'saltmine.example', { comment: 'Harassment', obfuscated: true });
  for (const account of [world.person(others.deleted.key), own.see(others.deleted.key)]) account.suspended = true;
}

const said: readonly (readonly [number, string])[] = [
  [400, 'New server, old kettle. Hello again. #introduction'],
  [220, 'Night shift: the whole Milky Way over the car deck. #astronomy'],
  [120, 'Rye, 80 %, and a very patient oven. #sourdough'],
  [40, 'Two porpoises beside the bow this morning. Nobody had a camera. #ferries'],
  [9, 'Tidewater closes at the end of the season. I will move, with your help. Please stay with me.'],
];

/** After the cast has told its past: what the old account said, and what it kept of the others. */
export function tellRehearsal(world: PracticeWorld): void {
  const { server, account } = oldAccount(world);
  const at = world.inner.core.clock.now();
  for (const [daysAgo, text] of said) world.inner.inThePast(at - daysAgo * dayMs, () => world.post(mover.old, { text, language: 'en' }));
  const pinned = server.tables.statuses.by('account', account.id).at(-1);
  if (pinned) pinned.pinned = true;
  const kept = castPosts(world).flatMap((status) => fetchNote(server, status.uri) ?? []);
  for (const status of kept.slice(0, 5)) server.tables.bookmarks.put({ id: server.ids.row(), source: account.id, target: status.id, createdAt: at });
  for (const status of kept.slice(3, 10)) favourite(server, account, status);
  const spoilers = server.tables.filters.by('user', account.id).find((filter) => filter.title === 'Spoilers');
  const hidden = kept.at(-1);
  if (spoilers && hidden) spoilers.statuses.push({ id: server.ids.row(), statusId: hidden.id });
  world.flush();
}

/** Public posts of people the old account follows, on servers that are there. */
function castPosts(world: PracticeWorld): readonly Status[] {
  return followed.cast.flatMap((key) => {
    const home = world.server(key.split('@')[1] ?? '').inner;
    return home.tables.statuses
      .by('account', world.person(key).id)
      .filter((status) => status.visibility === 'public' && status.reblogOfId === null)
      .slice(-1);
  });
}

/** An alias at kelp takes a moment to be seen; in real life minutes. */
const aliasDelayMs = 15_000;

/** Every run: who is gone stays gone, and kelp has a cache. */
export function resumeRehearsal(world: PracticeWorld): void {
  world.server('kelp.example').faults.moves.aliasDelayMs = aliasDelayMs;
  for (const domain of deadServers) world.server(domain).faults.down = true;
}
