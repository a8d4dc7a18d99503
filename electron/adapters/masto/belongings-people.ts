import { fail, ok } from '../../contract/index.ts';
import type { BelongingsCalls, PeopleList } from '../../core/fediverse-belongings.ts';
import type { AccountKey } from '../../contract/ids.ts';
import type { Asking } from './belongings-asking.ts';
import { dig, readCount } from './json.ts';
import { parseListedPerson, parseListedStatus, parseOwnRelation } from './parse-belongings.ts';
import type { ParseContext } from './parse-context.ts';
import { pathPart } from './rest-plan.ts';
import { timeouts } from './transport.ts';

/** Largest pages: 80 people, 40 posts, 200 domains and tags (Mastodon's `limit_param`); others give fewer. */
export const pageSizes = { people: 80, statuses: 40, names: 200 } as const;
/** URLs above some 4,000 characters are refused by proxies. */
const maxIds = 80;
const searchResults = 5;

type PeopleBelongings = Pick<BelongingsCalls, 'people' | 'relations' | 'findPerson' | 'follow' | 'endorse' | 'marked' | 'domainBlocks' | 'domainBlockPreview' | 'setDomainBlock'>;

export function belongingsPeople(asking: Asking, account: AccountKey, parse: ParseContext): PeopleBelongings {
  const own = pathPart(account.slice(account.indexOf('/') + 1));
  const paths: Readonly<Record<PeopleList, string>> = {
    follows: `/api/v1/accounts/${own}/following`,
    followers: `/api/v1/accounts/${own}/followers`,
    mutes: '/api/v1/mutes',
    blocks: '/api/v1/blocks',
    endorsements: '/api/v1/endorsements',
  };
  const readPerson = (item: unknown): ReturnType<typeof parseListedPerson> => parseListedPerson(item, parse);
  const ofPerson = (id: string, action: string): string => `/api/v1/accounts/${pathPart(id)}/${action}`;
  return {
    people: (list, cursor, options) => asking.page(paths[list], { limit: pageSizes.people, cursor }, readPerson, { what: list, options, capability: list }),
    relations: (ids, options) => {
      const query = new URLSearchParams(ids.slice(0, maxIds).map((id): [string, string] => ['id[]', id]));
      // Suspended people are left out without it (Mastodon 4.3).
      query.append('with_suspended', 'true');
      return asking.all(`/api/v1/accounts/relationships?${query.toString()}`, parseOwnRelation, { what: 'people', options });
    },
    findPerson: async (handle, options) => {
      const query = new URLSearchParams({ q: acctOf(handle, parse.domain), resolve: 'true', limit: String(searchResults) });
      const found = await asking.all(`/api/v1/accounts/search?${query.toString()}`, readPerson, { what: 'person', options, timeoutMs: timeouts.change });
      if (!found.ok) return found;
      // What could not be reached is an empty list, and what is only alike is somebody else.
      const exact = found.value.find(({ person }) => person.handle.toLowerCase() === handle.toLowerCase());
      return exact === undefined ? fail({ kind: 'notFound', what: 'person' }) : ok(exact);
    },
    follow: (id, settings, options) => asking.one('POST', ofPerson(id, 'follow'), settings, parseOwnRelation, { what: 'person', options }),
    endorse: async (id, endorsed, options) => {
      const ask = { what: 'person', options };
      const done = await asking.done('POST', ofPerson(id, endorsed ? 'endorse' : 'unendorse'), {}, ask);
      // Before Mastodon 4.4 it was called a pin.
      return !done.ok && done.error.kind === 'notFound' ? asking.done('POST', ofPerson(id, endorsed ? 'pin' : 'unpin'), {}, ask) : done;
    },
    marked: (mark, cursor, options) => asking.page(`/api/v1/${mark}`, { limit: pageSizes.statuses, cursor }, (item) => parseListedStatus(item, parse), { what: mark, options, capability: mark }),
    ...domainCalls(asking),
  };
}

function domainCalls(asking: Asking): Pick<BelongingsCalls, 'domainBlocks' | 'domainBlockPreview' | 'setDomainBlock'> {
  const path = '/api/v1/domain_blocks';
  const capability = 'domainBlocks';
  const readDomain = (item: unknown): string | null => (typeof item === 'string' && item !== '' && item.length <= 253 ? item.toLowerCase() : null);
  return {
    domainBlocks: (cursor, options) => asking.page(path, { limit: pageSizes.names, cursor }, readDomain, { what: 'domains', options, capability }),
    domainBlockPreview: (domain, options) =>
      asking.one('GET', `${path}/preview?${new URLSearchParams({ domain }).toString()}`, undefined, readPreview, { what: 'domain', options, capability: 'domainBlockPreview' }),
    setDomainBlock: (domain, blocked, options) => asking.done(blocked ? 'POST' : 'DELETE', path, { domain }, { what: 'domain', options, capability }),
  };
}

function readPreview(json: unknown): { readonly follows: number; readonly followers: number } | null {
  const follows = readCount(dig(json, 'following_count'));
  const followers = readCount(dig(json, 'followers_count'));
  return follows === null || followers === null ? null : { follows, followers };
}

/** On their own server people go by their bare name: not every server knows its own domain there. */
function acctOf(handle: string, ownDomain: string): string {
  const at = handle.lastIndexOf('@');
  return handle.slice(at + 1) === ownDomain ? handle.slice(0, at) : handle;
}
