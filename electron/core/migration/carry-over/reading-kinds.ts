import type { CopyKind } from '../../../contract/carry-over.ts';
import { ok, type Result } from '../../../contract/result.ts';
import type { ListedPerson, ListedStatus, OwnFilter, OwnProfile, OwnRelation } from '../../fediverse-belongings.ts';
import type { FollowedPerson, MarkedPost, PersonRef, Setting } from '../belongings.ts';
import type { FilterItem } from '../items.ts';
import type { Found, KindFound, Reader } from './reading.ts';

type KindReader<K extends CopyKind> = (reader: Reader) => Promise<Result<KindFound<K>>>;

/** Keeps what a kept post says, not how it looks. UTF-16 units. */
const maxKeptText = 2_000;

/** How each kind is read from a server; `unsupported` where that has no such thing. */
export const kindReaders: { readonly [K in CopyKind]: KindReader<K> } = {
  profile: async (reader) => map(await reader.profile(), (profile) => settings(profileSettings(profile))),
  postingDefaults: async (reader) => map(await reader.profile(), ({ defaults }) => settings(Object.entries(defaults).map(([name, value]) => [name, value] as const))),
  domainBlocks: async (reader) => map(await reader.pages((cursor) => reader.account.connection.belongings.domainBlocks(cursor, reader.options)), (domains) => all(domains.map((domain) => ({ item: { domain }, id: domain })))),
  blocks: async (reader) => map(await reader.people('blocks'), (people) => all(people.map((person) => ({ item: refOf(person), id: person.id })))),
  mutes: readMutes,
  filters: readFilters,
  follows: readFollows,
  requests: async (reader) =>
    map(await reader.relations(), (relations) => all(related(reader, relations, ({ relation }) => relation.follow === 'requested', (person, relation) => followOf(person, relation)))),
  lists: async (reader) =>
    map(await reader.lists(), (lists) =>
      all(lists.map(({ id, title, repliesPolicy, exclusive, members }) => ({ item: { title, repliesPolicy, exclusive, members: members.map(refOf) }, id })))),
  notes: async (reader) =>
    map(await reader.relations(), (relations) =>
      all(related(reader, relations, ({ relation }) => relation.note !== null && relation.note !== '', (person, { relation }) => ({ ...refOf(person), note: relation.note ?? '' })))),
  endorsements: async (reader) => map(await reader.people('endorsements'), (people) => all(people.map((person) => ({ item: refOf(person), id: person.id })))),
  followedTags: async (reader) => map(await reader.pages((cursor) => reader.account.connection.belongings.followedTags(cursor, reader.options)), (names) => all(names.map((name) => ({ item: { name }, id: name })))),
  featuredTags: async (reader) => map(await reader.patience.asking(() => reader.account.connection.belongings.featuredTags(reader.options)), (tags) => all(tags.map(({ id, name }) => ({ item: { name }, id })))),
  bookmarks: async (reader) => map(await reader.marked('bookmarks'), (posts) => all(posts.map((post) => ({ item: markedOf(post), id: post.id })))),
  favourites: async (reader) => map(await reader.marked('favourites'), (posts) => all(posts.map((post) => ({ item: markedOf(post), id: post.id })))),
  notificationPolicy: async (reader) => map(await reader.patience.asking(() => reader.account.connection.notificationPolicy(reader.options)), (policy) => settings(Object.entries(policy))),
  scheduled: async (reader) =>
    map(await reader.patience.asking(() => reader.account.connection.writing.scheduled(reader.options)), (posts) =>
      all(posts.map(({ id, at, mediaCount, text, spoilerText, sensitive, visibility, language, poll }) => ({ item: { at, mediaCount, post: { text, spoilerText, sensitive, visibility, language, poll } }, id })))),
};

function map<T, U>(result: Result<T>, change: (value: T) => U): Result<U> {
  return result.ok ? ok(change(result.value)) : result;
}

function all<K extends CopyKind>(found: readonly Found<K>[], counted: number | null = null): KindFound<K> {
  return { found, counted };
}

export function refOf({ person }: ListedPerson): PersonRef {
  return { handle: person.handle, uri: person.uri };
}

function followOf(person: ListedPerson, relation: OwnRelation | undefined): FollowedPerson {
  return { ...refOf(person), reblogs: relation?.relation.showsReblogs ?? true, notify: relation?.relation.notifies ?? false, languages: relation?.languages ?? null };
}

function related<T>(reader: Reader, relations: ReadonlyMap<string, OwnRelation>, wanted: (relation: OwnRelation) => boolean, item: (person: ListedPerson, relation: OwnRelation) => T): readonly { readonly item: T; readonly id: string }[] {
  return [...reader.known().values()].flatMap((person) => {
    const relation = relations.get(person.id);
    return relation !== undefined && wanted(relation) ? [{ item: item(person, relation), id: person.id }] : [];
  });
}

async function readFollows(reader: Reader): Promise<Result<KindFound<'follows'>>> {
  const people = await reader.people('follows');
  if (!people.ok) return people;
  const relations = await reader.relations();
  if (!relations.ok) return relations;
  const profile = await reader.profile();
  return ok(all(people.value.map((person) => ({ item: followOf(person, relations.value.get(person.id)), id: person.id })), profile.ok ? profile.value.counts.following : null));
}

async function readMutes(reader: Reader): Promise<Result<KindFound<'mutes'>>> {
  const people = await reader.people('mutes');
  if (!people.ok) return people;
  const relations = await reader.relations();
  if (!relations.ok) return relations;
  const itemOf = (person: ListedPerson): Found<'mutes'> => {
    const relation = relations.value.get(person.id)?.relation;
    return { item: { ...refOf(person), hideNotifications: relation?.mutingNotifications ?? true, endsAt: person.muteEndsAt ?? relation?.muteEndsAt ?? null }, id: person.id };
  };
  return ok(all(people.value.map(itemOf)));
}

/** Hidden posts are carried by their `uri`; their ids mean nothing elsewhere. */
async function readFilters(reader: Reader): Promise<Result<KindFound<'filters'>>> {
  const { connection } = reader.account;
  const filters = await reader.patience.asking(() => connection.belongings.filters(reader.options));
  if (!filters.ok) return filters;
  const found: Found<'filters'>[] = [];
  for (const filter of filters.value) {
    const statuses: string[] = [];
    for (const { statusId } of filter.statuses) {
      const seen = await reader.patience.asking(() => connection.status(statusId, reader.options));
      if (seen.ok) statuses.push(seen.value.status.uri);
      else if (seen.error.kind !== 'notFound' && seen.error.kind !== 'forbidden') return seen;
    }
    found.push({ item: filterItem(filter, statuses), id: filter.id });
  }
  return ok(all(found));
}

export function filterItem({ title, context, action, expiresAt, keywords }: OwnFilter, statuses: readonly string[]): FilterItem {
  return { title, context, action, expiresAt, statuses, keywords: keywords.map(({ keyword, wholeWord }) => ({ keyword, wholeWord })) };
}

function profileSettings({ displayName, note, fields, avatarUrl, headerUrl, bot, discoverable, indexable, hideCollections }: OwnProfile): readonly (readonly [string, Setting['value'] | null])[] {
  return Object.entries({ displayName, note, fields, avatar: avatarUrl, header: headerUrl, bot, discoverable, indexable, hideCollections });
}

/** What a server does not say is no item. */
function settings<K extends 'profile' | 'postingDefaults' | 'notificationPolicy'>(values: readonly (readonly [string, Setting['value'] | null])[]): KindFound<K> {
  return all(values.flatMap(([name, value]) => (value === null ? [] : [{ item: { name, value }, id: name }])));
}

function markedOf({ uri, url, author, content }: ListedStatus): MarkedPost {
  return { uri, url, author, text: plainText(content) };
}

function plainText(html: string): string {
  const text = html
    .replace(/<br\s*\/?>|<\/p>\s*<p[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return text.slice(0, maxKeptText).toWellFormed();
}
