import { ok, type Result } from '../../../contract/result.ts';
import { filterItem } from './reading-kinds.ts';
import { filterName, hasKeywords, numberedLists, sameScheduled } from './difference.ts';
import type { SendContext } from './sending.ts';
import type { JournalLine } from './types.ts';

const mostMemberPages = 100;

/** Whether what was sent without an answer is there; `target` is its id where it has one. */
export interface ReadBack {
  readonly there: boolean;
  readonly target: string | null;
}

const missing: ReadBack = { there: false, target: null };

/** For what may not be sent twice. */
export async function readBack(line: JournalLine, context: SendContext): Promise<Result<ReadBack>> {
  switch (line.kind) {
    case 'lists':
      return line.wanted.part === 'list' ? findList(line.wanted.name, context) : findMember(line.wanted.name, line.target, context);
    case 'filters':
      return line.wanted.part === 'filter' ? findFilter(line.wanted.name, line, context) : findFilteredPost(line.wanted.name, line.target, context);
    case 'scheduled': {
      const posts = await context.to.connection.writing.scheduled(context.options);
      if (!posts.ok) return posts;
      const { wanted } = line;
      const found = posts.value.find(({ at, mediaCount, ...post }) => sameScheduled({ at, mediaCount, post }, wanted));
      return ok(found === undefined ? missing : { there: true, target: found.id });
    }
    case 'profile':
    case 'domainBlocks':
    case 'blocks':
    case 'mutes':
    case 'follows':
    case 'requests':
    case 'notes':
    case 'endorsements':
    case 'followedTags':
    case 'featuredTags':
    case 'bookmarks':
    case 'favourites':
    case 'notificationPolicy':
    case 'postingDefaults':
      return ok(missing);
  }
}

async function findList(name: string, { to, options }: SendContext): Promise<Result<ReadBack>> {
  const lists = await to.connection.belongings.lists(options);
  if (!lists.ok) return lists;
  const found = numberedLists(lists.value).find((list) => list.name === name);
  return ok(found === undefined ? missing : { there: true, target: found.item.id });
}

async function findMember(name: string, person: string | null, { to, journal, options }: SendContext): Promise<Result<ReadBack>> {
  const list = journal.byKey('lists', name)?.target ?? null;
  if (list === null || person === null) return ok(missing);
  let cursor: string | null = null;
  for (let page = 0; page < mostMemberPages; page += 1) {
    const members: Awaited<ReturnType<typeof to.connection.belongings.listMembers>> = await to.connection.belongings.listMembers(list, cursor, options);
    if (!members.ok) return members;
    if (members.value.items.some(({ id }) => id === person)) return ok({ there: true, target: person });
    cursor = members.value.next;
    if (cursor === null) break;
  }
  return ok({ there: false, target: person });
}

async function findFilter(name: string, line: Extract<JournalLine, { kind: 'filters' }>, { to, options }: SendContext): Promise<Result<ReadBack>> {
  const filters = await to.connection.belongings.filters(options);
  if (!filters.ok) return filters;
  const found = filters.value.find((filter) => filterName(filter) === name);
  if (found === undefined) return ok(missing);
  const isWhole = line.wanted.part === 'filter' && hasKeywords(filterItem(found, []), line.wanted.filter);
  return ok({ there: isWhole, target: found.id });
}

async function findFilteredPost(name: string, post: string | null, { to, journal, options }: SendContext): Promise<Result<ReadBack>> {
  const filters = await to.connection.belongings.filters(options);
  if (!filters.ok) return filters;
  const filter = filters.value.find(({ id }) => id === journal.byKey('filters', name)?.target);
  return ok({ there: filter?.statuses.some(({ statusId }) => statusId === post) ?? false, target: post });
}
