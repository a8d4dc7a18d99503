import type { CopyKind } from '../../../contract/carry-over.ts';
import { fail, ok, type Result } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { BelongingsPage, ListedPerson, ListedStatus, OwnList, OwnProfile, OwnRelation, PeopleList } from '../../fediverse-belongings.ts';
import type { CallOptions } from '../../fediverse.ts';
import type { BelongingItems } from '../belongings.ts';
import type { Patience } from './patience.ts';

/** What one kind is on one server: its items, each with the server's own id where there is one. */
export interface Found<K extends CopyKind> {
  readonly item: BelongingItems[K];
  readonly id: string | null;
}

export interface KindFound<K extends CopyKind> {
  readonly found: readonly Found<K>[];
  readonly counted: number | null;
}

/** No list is endless; one that seems to be is cut and said to be. */
const maxPages = 2_000;
const relationsAtOnce = 80;

/** Reads lists to their end, each once, however many kinds need it. */
export interface Reader {
  people(list: PeopleList): Promise<Result<readonly ListedPerson[]>>;
  /** Of everybody in follows, mutes, blocks, lists and followers. */
  relations(): Promise<Result<ReadonlyMap<string, OwnRelation>>>;
  /** Everybody met so far, by id. */
  known(): ReadonlyMap<string, ListedPerson>;
  lists(): Promise<Result<readonly (OwnList & { readonly members: readonly ListedPerson[] })[]>>;
  profile(): Promise<Result<OwnProfile>>;
  marked(mark: 'bookmarks' | 'favourites'): Promise<Result<readonly ListedStatus[]>>;
  pages<T>(page: (cursor: string | null) => Promise<Result<BelongingsPage<T>>>): Promise<Result<readonly T[]>>;
  readonly account: SignedInAccount;
  readonly patience: Patience;
  readonly options: CallOptions;
}

export function createReader(account: SignedInAccount, patience: Patience): Reader {
  const { belongings } = account.connection;
  const options: CallOptions = { signal: patience.signal, priority: 'bulk' };
  const met = new Map<string, ListedPerson>();

  async function pages<T>(page: (cursor: string | null) => Promise<Result<BelongingsPage<T>>>): Promise<Result<readonly T[]>> {
    const items: T[] = [];
    let cursor: string | null = null;
    for (let count = 0; count < maxPages; count += 1) {
      const at: string | null = cursor;
      const answer: Result<BelongingsPage<T>> = await patience.asking(() => page(at));
      if (!answer.ok) return answer;
      items.push(...answer.value.items);
      cursor = answer.value.next;
      if (cursor === null) return ok(items);
    }
    return fail({ kind: 'badAnswer', host: account.profile.summary.apiHost, reason: 'tooLarge', status: 200, mayHaveArrived: false });
  }

  const remember = (people: Result<readonly ListedPerson[]>): Result<readonly ListedPerson[]> => {
    if (people.ok) for (const person of people.value) met.set(person.id, person);
    return people;
  };
  const people = once((list: PeopleList) => pages((cursor) => belongings.people(list, cursor, options)).then(remember));

  const lists = once(async () => {
    const all = await patience.asking(() => belongings.lists(options));
    if (!all.ok) return all;
    const filled: (OwnList & { members: readonly ListedPerson[] })[] = [];
    for (const list of all.value) {
      const members = remember(await pages((cursor) => belongings.listMembers(list.id, cursor, options)));
      if (!members.ok) return members;
      filled.push({ ...list, members: members.value });
    }
    return ok(filled);
  });

  const relations = once(async (): Promise<Result<ReadonlyMap<string, OwnRelation>>> => {
    for (const list of ['follows', 'mutes', 'blocks', 'followers'] as const) {
      const read = await people(list);
      if (!read.ok && read.error.kind !== 'unsupported') return read;
    }
    const inLists = await lists();
    if (!inLists.ok && inLists.error.kind !== 'unsupported') return inLists;
    const ids = [...met.keys()];
    const byId = new Map<string, OwnRelation>();
    for (let from = 0; from < ids.length; from += relationsAtOnce) {
      const some = await patience.asking(() => belongings.relations(ids.slice(from, from + relationsAtOnce), options));
      if (!some.ok) return some;
      for (const relation of some.value) byId.set(relation.id, relation);
    }
    return ok(byId);
  });

  return {
    people,
    relations,
    lists,
    pages,
    known: () => met,
    profile: once(() => patience.asking(() => belongings.profile(options))),
    marked: once((mark: 'bookmarks' | 'favourites') => pages((cursor) => belongings.marked(mark, cursor, options))),
    account,
    patience,
    options,
  };
}

/** The same answer to the same question, also for who asks while it is being found. */
function once<Input extends readonly unknown[], T>(ask: (...input: Input) => Promise<T>): (...input: Input) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (...input) => {
    const name = JSON.stringify(input);
    const known = asked.get(name) ?? ask(...input);
    asked.set(name, known);
    return known;
  };
}
