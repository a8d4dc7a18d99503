import { fail, ok, type Result } from '../../contract/result.ts';
import type { AccountLimits, ListedPage, ListedPerson, MovingCalls, MoveTarget, OwnFacts } from '../fediverse-moving.ts';
import type { Answer } from './fake-inbox.ts';

/** What one scripted server says around a move. `null` for what it has no call for. */
export interface FakeMoving {
  own: OwnFacts;
  /** Newest first. */
  readonly lists: Record<'followers' | 'following' | 'blocks' | 'requests', ListedPerson[]>;
  readonly ownDomainBlocks: string[];
  suspended: string[] | null;
  limits: AccountLimits;
  readonly listTitles: string[];
  featuredTags: number;
  aliases: string[] | null;
  /** What becomes of a move; null where only the page can. */
  move: ((target: MoveTarget, password: string | null) => Result<null>) | null;
  pageSize: number;
  readonly calls: MovingCalls;
}

export const noLimits: AccountLimits = { follows: null, lists: null, listTitle: null, featuredTags: null, profileFields: null, bio: null, displayName: null };

export function sampleOwnFacts(handle: string, change: Partial<OwnFacts> = {}): OwnFacts {
  const [name = '', host = ''] = handle.split('@');
  return {
    uri: `https://${host}/users/${name}`,
    handle,
    locked: false,
    limited: false,
    suspended: false,
    memorial: false,
    movedTo: null,
    counts: { followers: 0, following: 0, statuses: 1 },
    hasAvatar: true,
    displayName: name,
    bio: 'Birds.',
    fields: [],
    aliases: null,
    ...change,
  };
}

export function createFakeMoving(answer: Answer, handle: string): FakeMoving {
  const none = (capability: string): Result<never> => fail({ kind: 'unsupported', capability });

  function page(list: readonly ListedPerson[], cursor: string | null): ListedPage {
    const from = cursor === null ? 0 : Number(cursor);
    const to = from + fake.pageSize;
    return { people: list.slice(from, to), cursor: to < list.length ? String(to) : null };
  }

  const fake: FakeMoving = {
    own: sampleOwnFacts(handle),
    lists: { followers: [], following: [], blocks: [], requests: [] },
    ownDomainBlocks: [],
    suspended: [],
    limits: noLimits,
    listTitles: [],
    featuredTags: 0,
    aliases: null,
    move: null,
    pageSize: 80,
    calls: {
      own: (options) => answer('own', options?.signal, () => ok(fake.own)),
      people: (list, cursor, options) => answer(`people:${list}`, options?.signal, () => ok(page(fake.lists[list], cursor))),
      blockedDomains: (options) => answer('blockedDomains', options?.signal, () => ok(fake.ownDomainBlocks)),
      suspendedHosts: (hosts, options) => answer('suspendedHosts', options?.signal, () => (fake.suspended === null ? none('domainBlocks') : ok(hosts.filter((host) => fake.suspended?.includes(host))))),
      limits: (options) => answer('limits', options?.signal, () => ok(fake.limits)),
      listTitles: (options) => answer('listTitles', options?.signal, () => ok(fake.listTitles)),
      featuredTagCount: (options) => answer('featuredTagCount', options?.signal, () => ok(fake.featuredTags)),
      setLocked: (locked, options) =>
        answer(`setLocked:${locked}`, options?.signal, () => {
          fake.own = { ...fake.own, locked };
          return ok(null);
        }),
      aliases: (options) => answer('aliases', options?.signal, () => (fake.aliases === null ? none('aliases') : ok(fake.aliases))),
      addAlias: ({ uri }, options) =>
        answer('addAlias', options?.signal, () => {
          if (fake.aliases === null) return none('aliases');
          fake.aliases = [...new Set([...fake.aliases, uri])];
          return ok(null);
        }),
      removeAlias: ({ uri }, options) =>
        answer('removeAlias', options?.signal, () => {
          if (fake.aliases === null) return none('aliases');
          fake.aliases = fake.aliases.filter((alias) => alias !== uri);
          return ok(null);
        }),
      move: (target, password, options) => answer('move', options?.signal, () => (fake.move === null ? none('move') : fake.move(target, password))),
    },
  };
  return fake;
}
