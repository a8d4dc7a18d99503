import { keptKinds, type KeptKind, type KindDifference } from '../../contract/snapshots.ts';
import type { BelongingItems, BelongingsSnapshot, PersonRef } from '../migration/index.ts';

const mostLabels = 200;

type Entries = ReadonlyMap<string, string>;

/** What came and went, kind by kind; kinds that one of the two does not have say nothing. */
export function differenceOf(older: BelongingsSnapshot, newer: BelongingsSnapshot): readonly KindDifference[] {
  return keptKinds.flatMap((kind): readonly KindDifference[] => {
    const before = entriesOf(older, kind);
    const after = entriesOf(newer, kind);
    if (before === null || after === null) return [];
    const gained = missingIn(before, after);
    const lost = missingIn(after, before);
    return gained.length + lost.length === 0 ? [] : [{ kind, gained: gained.length, lost: lost.length, gainedLabels: gained.slice(0, mostLabels), lostLabels: lost.slice(0, mostLabels) }];
  });
}

const missingIn = (known: Entries, from: Entries): readonly string[] => [...from].flatMap(([key, label]) => (known.has(key) ? [] : [label]));

/** Items by what makes them the same thing at another time, with the words they are told by. Null: not read. */
function entriesOf(snapshot: BelongingsSnapshot, kind: KeptKind): Entries | null {
  if (kind === 'followers') return snapshot.followers === null ? null : new Map(snapshot.followers.map(person));
  const { kinds } = snapshot;
  switch (kind) {
    case 'follows':
    case 'requests':
    case 'mutes':
    case 'blocks':
    case 'endorsements':
      return entries(kinds[kind]?.items, person);
    case 'notes':
      return entries(kinds.notes?.items, ({ note, ...ref }) => [`${person(ref)[0]} ${note}`, ref.handle]);
    case 'lists':
      return kinds.lists === undefined ? null : new Map(kinds.lists.items.flatMap(listEntries));
    case 'domainBlocks':
      return entries(kinds.domainBlocks?.items, ({ domain }) => [domain, domain]);
    case 'followedTags':
    case 'featuredTags':
      return entries(kinds[kind]?.items, ({ name }) => [name.toLowerCase(), `#${name}`]);
    case 'filters':
      return entries(kinds.filters?.items, (filter) => [JSON.stringify([filter.title, filter.action, filter.context.toSorted(), filter.keywords]), filter.title]);
    case 'bookmarks':
    case 'favourites':
      return entries(kinds[kind]?.items, ({ uri, url }) => [uri, url ?? uri]);
    case 'profile':
    case 'postingDefaults':
    case 'notificationPolicy':
      return entries(kinds[kind]?.items, ({ name, value }) => [JSON.stringify([name, value]), name]);
    case 'scheduled':
      return entries(kinds.scheduled?.items, ({ at, post }) => [`${at} ${post.text}`, post.text.slice(0, 80)]);
  }
}

function entries<T>(items: readonly T[] | undefined, entry: (item: T) => readonly [string, string]): Entries | null {
  return items === undefined ? null : new Map(items.map(entry));
}

/** A person stays the same under another name on the same server; without a `uri` the name is all there is. */
function person({ uri, handle }: PersonRef): readonly [string, string] {
  return [uri ?? handle.toLowerCase(), handle];
}

function listEntries({ title, members }: BelongingItems['lists']): readonly (readonly [string, string])[] {
  return [[title, title], ...members.map((member) => [`${title} ${person(member)[0]}`, `${title}: ${member.handle}`] as const)];
}
