import type { CopyKind } from '../../../contract/carry-over.ts';
import type { ListedPerson } from '../../fediverse-belongings.ts';
import type { BelongingItems, FollowedPerson, ListWithMembers, PersonRef, Setting } from '../belongings.ts';
import type { FilterItem } from '../items.ts';
import type { Found } from './reading.ts';
import type { Wanted } from './types.ts';

/** One line to come. `there`: the new account has it already. */
export interface Draft<K extends CopyKind = CopyKind> {
  readonly key: string;
  readonly label: string;
  readonly detail: string | null;
  readonly wanted: Wanted[K];
  readonly there: boolean;
  /** Only asked of the new server, and waiting there. */
  readonly requested: boolean;
  /** Whether it is carried unless the person says otherwise. */
  readonly chosen: boolean;
  readonly target: string | null;
}

export interface DifferenceInput<K extends CopyKind> {
  readonly from: readonly BelongingItems[K][];
  readonly to: readonly Found<K>[];
  readonly now: number;
  /** Who the new server knows already, by what they are named. */
  readonly known: PeopleIndex;
  /** Whom the new account has asked to follow. */
  readonly asked: ReadonlySet<string>;
  /** Filters of one phrase each, without posts. */
  readonly filtersV1: boolean;
}

export interface PeopleIndex {
  idOf(person: PersonRef): string | null;
}

export function indexPeople(people: Iterable<ListedPerson>): PeopleIndex {
  const ids = new Map<string, string>();
  for (const { id, person } of people) {
    ids.set(person.uri, id);
    ids.set(person.handle.toLowerCase(), id);
  }
  return { idOf: ({ handle, uri }) => (uri === null ? undefined : ids.get(uri)) ?? ids.get(handle.toLowerCase()) ?? null };
}

type Differ<K extends CopyKind> = (input: DifferenceInput<K>) => readonly Draft<K>[];

const plain = { detail: null, there: false, requested: false, chosen: true, target: null } as const;

/** What of the old account the new one lacks, kind by kind. Lists are newest first; they are made again oldest first, so that the order is the same. */
export const differences: { readonly [K in CopyKind]: Differ<K> } = {
  profile: (input) => settingDrafts(input, isEmptySetting),
  postingDefaults: (input) => settingDrafts(input, () => true),
  notificationPolicy: (input) => settingDrafts(input, () => true),
  domainBlocks: ({ from, to }) => byName(from, to, ({ domain }) => domain),
  blocks: (input) => people(input, () => true),
  mutes: ({ from, now, ...input }) => people({ ...input, now, from: from.filter(({ endsAt }) => endsAt === null || endsAt > now + 60_000) }, (wanted, had) => wanted.hideNotifications === had.hideNotifications, ({ endsAt }) => (endsAt === null ? null : 'keeps its end')),
  endorsements: (input) => people(input, () => true),
  notes: (input) => people(input, (wanted, had) => had.note.includes(wanted.note)).map((draft) => withOldNote(draft, input)),
  follows: (input) => people(input, sameFollow, followDetail),
  requests: (input) => people(input, () => true, followDetail),
  filters: filterDrafts,
  lists: listDrafts,
  followedTags: ({ from, to }) => byName(from, to, ({ name }) => name, '#'),
  featuredTags: ({ from, to }) => byName(from, to, ({ name }) => name, '#'),
  bookmarks: marks,
  favourites: marks,
  scheduled: ({ from, to }) =>
    from.map((item) => ({
      ...plain,
      key: `${item.at} ${item.post.text}`,
      label: new Date(item.at).toISOString(),
      detail: item.post.text.slice(0, 200).toWellFormed(),
      wanted: item,
      there: to.some((had) => sameScheduled(had.item, item)),
    })),
};

export function sameScheduled(one: BelongingItems['scheduled'], other: BelongingItems['scheduled']): boolean {
  return one.post.text === other.post.text && Math.abs(one.at - other.at) < 60_000;
}

export function personKey({ handle, uri }: PersonRef): string {
  return uri ?? handle.toLowerCase();
}

function people<K extends 'blocks' | 'mutes' | 'endorsements' | 'notes' | 'follows' | 'requests'>(
  { from, to, known, asked }: DifferenceInput<K>,
  same: (wanted: BelongingItems[K], had: BelongingItems[K]) => boolean,
  detail: (wanted: BelongingItems[K]) => string | null = () => null,
): readonly (Draft<K> & { readonly wanted: Wanted[K] & BelongingItems[K] })[] {
  const byName = new Map<string, Found<K>>();
  for (const found of to) for (const name of namesOf(found.item)) byName.set(name, found);
  return from.toReversed().map((item) => {
    const had = namesOf(item).flatMap((name) => byName.get(name) ?? [])[0];
    return {
      ...plain,
      key: personKey(item),
      label: item.handle,
      detail: detail(item),
      wanted: item as Wanted[K] & BelongingItems[K],
      there: had !== undefined && same(item, had.item),
      requested: namesOf(item).some((name) => asked.has(name)),
      target: had?.id ?? known.idOf(item),
    };
  });
}

export function namesOf({ handle, uri }: PersonRef): readonly string[] {
  return uri === null ? [handle.toLowerCase()] : [uri, handle.toLowerCase()];
}

export function sameFollow(one: FollowedPerson, other: FollowedPerson): boolean {
  return one.reblogs === other.reblogs && one.notify === other.notify && (one.languages ?? []).join() === (other.languages ?? []).join();
}

function followDetail({ reblogs, notify, languages }: FollowedPerson): string | null {
  const facts = [reblogs ? null : 'without boosts', notify ? 'with notifications' : null, languages === null ? null : `only ${languages.join(', ')}`].filter((fact) => fact !== null);
  return facts.length === 0 ? null : facts.join(', ');
}

/** A note that the new account has of them already is kept in front. */
function withOldNote(draft: Draft<'notes'>, { to }: DifferenceInput<'notes'>): Draft<'notes'> {
  const had = to.find(({ item }) => namesOf(item).some((name) => namesOf(draft.wanted).includes(name)))?.item.note ?? '';
  return had === '' || draft.there ? draft : { ...draft, wanted: { ...draft.wanted, note: `${had}\n\n${draft.wanted.note}`.slice(0, 2_000).toWellFormed() } };
}

function byName<K extends 'domainBlocks' | 'followedTags' | 'featuredTags'>(from: readonly BelongingItems[K][], to: readonly Found<K>[], nameOf: (item: BelongingItems[K]) => string, sign = ''): readonly Draft<K>[] {
  const had = new Set(to.map(({ item }) => nameOf(item).toLowerCase()));
  return from.toReversed().map((item) => {
    const key = nameOf(item).toLowerCase();
    return { ...plain, key, label: `${sign}${nameOf(item)}`, wanted: item as Wanted[K], there: had.has(key) };
  });
}

function marks<K extends 'bookmarks' | 'favourites'>({ from, to }: DifferenceInput<K>): readonly Draft<K>[] {
  const had = new Set(to.map(({ item }) => item.uri));
  return from.toReversed().map((item) => ({ ...plain, key: item.uri, label: item.url ?? item.uri, detail: item.author, wanted: item, there: had.has(item.uri) }));
}

/** What the new account has said itself is not written over unless the person chooses it. */
function settingDrafts<K extends 'profile' | 'postingDefaults' | 'notificationPolicy'>({ from, to }: DifferenceInput<K>, mayReplace: (had: Setting | undefined) => boolean): readonly Draft<K>[] {
  return from.map((item) => {
    const had = to.find((found) => found.item.name === item.name)?.item;
    return { ...plain, key: item.name, label: item.name, wanted: item, there: had !== undefined && isSameSetting(item, had), chosen: mayReplace(had) };
  });
}

/** Pictures are never the same: every server keeps its own copy at its own address. */
function isSameSetting(one: Setting, other: Setting): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}

function isEmptySetting(had: Setting | undefined): boolean {
  if (had === undefined || typeof had.value === 'boolean') return true;
  return had.value.length === 0;
}

/** Titles may repeat: the second of a name is matched with the second of that name. */
function numbered<T>(items: readonly T[], titleOf: (item: T) => string): readonly { readonly name: string; readonly item: T }[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const title = titleOf(item);
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    return { name: `${title}#${count}`, item };
  });
}

export function numberedLists<T extends { readonly title: string }>(lists: readonly T[]): readonly { readonly name: string; readonly item: T }[] {
  return numbered(lists, ({ title }) => title);
}

function listDrafts({ from, to, known }: DifferenceInput<'lists'>): readonly Draft<'lists'>[] {
  const theirs = new Map(numbered(to, ({ item }) => item.title).map(({ name, item }) => [name, item]));
  return numberedLists(from).flatMap(({ name, item: { members, ...list } }) => {
    const had = theirs.get(name);
    const inIt = new Set((had?.item.members ?? []).flatMap(namesOf));
    const own: Draft<'lists'> = { ...plain, key: name, label: list.title, wanted: { part: 'list', name, list }, there: had !== undefined && sameList(had.item, list), target: had?.id ?? null };
    const people = members.map((person): Draft<'lists'> => ({
      ...plain,
      key: `${name} ${personKey(person)}`,
      label: person.handle,
      detail: list.title,
      wanted: { part: 'member', name, title: list.title, person },
      there: namesOf(person).some((each) => inIt.has(each)),
      target: known.idOf(person),
    }));
    return [own, ...people];
  });
}

export function sameList(one: Omit<ListWithMembers, 'members'>, other: Omit<ListWithMembers, 'members'>): boolean {
  return one.repliesPolicy === other.repliesPolicy && one.exclusive === other.exclusive;
}

export function filterName({ title, context }: { readonly title: string; readonly context: readonly string[] }): string {
  return `${title} ${context.toSorted().join(',')}`;
}

/** On a server with filters v1 each keyword is a filter of its own. */
export function splitFilter(filter: FilterItem): readonly FilterItem[] {
  return filter.keywords.map((keyword) => ({ ...filter, title: keyword.keyword, keywords: [keyword], statuses: [], action: filter.action === 'hide' ? 'hide' : 'warn' }));
}

function filterDrafts({ from, to, now, filtersV1 }: DifferenceInput<'filters'>): readonly Draft<'filters'>[] {
  const living = from.filter(({ expiresAt }) => expiresAt === null || expiresAt > now + 60_000);
  const theirs = new Map(to.map((found) => [filterName(found.item), found]));
  return (filtersV1 ? living.flatMap(splitFilter) : living).flatMap((filter) => {
    const name = filterName(filter);
    const had = theirs.get(name);
    const own: Draft<'filters'> = {
      ...plain,
      key: name,
      label: filter.title,
      detail: filter.keywords.map(({ keyword }) => keyword).join(', ').slice(0, 200).toWellFormed(),
      wanted: { part: 'filter', name, filter },
      there: had !== undefined && hasKeywords(had.item, filter),
      target: had?.id ?? null,
    };
    const posts = filter.statuses.map((uri): Draft<'filters'> => ({
      ...plain,
      key: `${name} ${uri}`,
      label: uri,
      detail: filter.title,
      wanted: { part: 'post', name, title: filter.title, uri },
      there: had?.item.statuses.includes(uri) ?? false,
    }));
    return [own, ...posts];
  });
}

export function hasKeywords(had: Pick<FilterItem, 'keywords'>, wanted: Pick<FilterItem, 'keywords'>): boolean {
  return wanted.keywords.every(({ keyword }) => had.keywords.some((known) => known.keyword === keyword));
}
