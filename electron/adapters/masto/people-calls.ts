import type { mastodon } from 'masto';
import { fail, ok, type Result } from '../../contract/index.ts';
import type { PersonChange, PersonRelation, ProfileTab } from '../../contract/people.ts';
import type { Person } from '../../contract/statuses.ts';
import type { CallOptions, ServerProfile } from '../../core/fediverse.ts';
import type { PeopleCalls, SeenProfile } from '../../core/fediverse-people.ts';
import type { Clock } from '../../core/ports.ts';
import type { AccountApi, Build } from './account-api.ts';
import { maxPage, toPage } from './home-page.ts';
import { dig, readList } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePerson } from './parse-person.ts';
import { parseProfile, parseRelation } from './parse-profile.ts';
import { pathPart } from './rest-plan.ts';
import { timeouts } from './transport.ts';

/** More than one, as some servers put what they find likely before what is exact. */
const searchResults = 5;
const profilePage = 20;
/** The servers send all of them at once. */
const mostFamiliar = 500;

/** The calls about people of one account; see `PeopleCalls`. */
export function peopleCalls(api: AccountApi, profile: ServerProfile, { parse, clock }: { readonly parse: ParseContext; readonly clock: Clock }): PeopleCalls {
  const { host } = new URL(profile.apiBase);
  const readProfile = (json: unknown): SeenProfile | null => parseProfile(json, parse);
  /** On their own server people go by their bare name: not every server knows its own domain there. */
  const acctOf = (handle: string): string => {
    const at = handle.lastIndexOf('@');
    return handle.slice(at + 1) === parse.domain ? handle.slice(0, at) : handle;
  };
  /** Handles do not mind case; anything that is only alike is somebody else. */
  const isExact = (seen: SeenProfile, handle: string): boolean => seen.profile.person.handle.toLowerCase() === handle.toLowerCase();

  const answerRelation = (build: Build, options: CallOptions | undefined): Promise<Result<PersonRelation>> => api.call(build, parseRelation, { what: 'person', options });

  return {
    lookUp: async (handle, options) => {
      const found = await api.call((rest) => rest.v1.accounts.lookup({ acct: acctOf(handle) }), readProfile, { what: 'person', options });
      return found.ok && !isExact(found.value, handle) ? nobody : found;
    },
    find: async (handle, options) => {
      const read = (json: unknown): readonly SeenProfile[] | null => (Array.isArray(json) ? readList(json, searchResults * 8, readProfile).items : null);
      const found = await api.call((rest) => rest.v1.accounts.search.list({ q: acctOf(handle), resolve: true, limit: searchResults }), read, { what: 'person', timeoutMs: timeouts.change, options });
      if (!found.ok) return found;
      // What could not be reached is an empty list, not an error (Mastodon, resolve_account_service.rb).
      const exact = found.value.find((seen) => isExact(seen, handle));
      return exact === undefined ? nobody : ok(exact);
    },
    statuses: async (id, { tab, cursor }, options) => {
      const params = { ...tabParams[tab], limit: tab === 'pinned' ? maxPage : profilePage, ...(cursor === null ? {} : { maxId: cursor }) };
      const answer = await api.send((rest) => rest.v1.accounts.$select(pathPart(id)).statuses.list(params), { what: 'person', options });
      if (!answer.ok) return answer;
      const query = cursor === null ? ({ kind: 'newest', limit: maxPage } as const) : ({ kind: 'olderThan', cursor, limit: maxPage } as const);
      const page = toPage(answer.value, query, parse, clock.now());
      return page === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: answer.value.status, mayHaveArrived: false }) : ok(page);
    },
    familiar: (id, options) => {
      const read = (json: unknown): readonly Person[] | null => {
        const list = Array.isArray(json) ? dig(json[0], 'accounts') : null;
        return Array.isArray(list) ? readList(list, mostFamiliar, (each) => parsePerson(each, parse)).items : null;
      };
      // The type of masto.js has the bare ids, which it would write as `0=…`.
      const params = { id: [id] } as unknown as readonly string[];
      return api.call((rest) => rest.v1.accounts.familiarFollowers.fetch(params), read, { what: 'familiarFollowers', options });
    },
    relation: async (id, options) => {
      // Suspended and deleted people are left out of the list.
      const read = (json: unknown): { readonly relation: PersonRelation | null } | null => (Array.isArray(json) ? { relation: parseRelation(json[0]) } : null);
      const answer = await api.call((rest) => rest.v1.accounts.relationships.fetch({ id: [id] }), read, { what: 'person', options });
      if (!answer.ok) return answer;
      return answer.value.relation === null ? nobody : ok(answer.value.relation);
    },
    change: (id, change, options) => answerRelation((rest) => toRequest(rest.v1.accounts.$select(pathPart(id)), change), options),
    saveNote: async (id, note, options) => {
      const saved = await answerRelation((rest) => rest.v1.accounts.$select(pathPart(id)).note.create({ comment: note }), options);
      return saved.ok && saved.value.note === null ? fail({ kind: 'unsupported', capability: 'notes' }) : saved;
    },
  };
}

const nobody = fail({ kind: 'notFound', what: 'person' } as const);

const tabParams: Readonly<Record<ProfileTab, mastodon.rest.v1.ListAccountStatusesParams>> = {
  posts: { excludeReplies: true },
  replies: { excludeReblogs: true },
  media: { onlyMedia: true, excludeReblogs: true },
  pinned: { pinned: true },
};

function toRequest(person: ReturnType<mastodon.rest.Client['v1']['accounts']['$select']>, change: PersonChange): PromiseLike<unknown> {
  switch (change.kind) {
    case 'follow': {
      const { reblogs, notify } = change;
      return person.follow({ ...(reblogs === undefined ? {} : { reblogs }), ...(notify === undefined ? {} : { notify }) });
    }
    case 'mute':
      // 0: for good. Servers count in seconds.
      return person.mute({ notifications: change.notifications, duration: change.durationMs === null ? 0 : Math.round(change.durationMs / 1000) });
    case 'unfollow':
    case 'unmute':
    case 'block':
    case 'unblock':
      return person[change.kind]();
  }
}
