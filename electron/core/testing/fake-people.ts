import type { FollowState, PersonChange, PersonRelation, Profile } from '../../contract/people.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Html } from '../../contract/ids.ts';
import type { Person } from '../../contract/statuses.ts';
import type { PeopleCalls, SeenProfile } from '../fediverse-people.ts';
import type { TimelineItem } from '../fediverse.ts';
import type { Answer } from './fake-inbox.ts';
import { samplePerson } from './samples.ts';

/** The people one scripted server has met, and how its account stands with them. */
export interface FakePeople {
  /** By handle: whom the server knows already. */
  readonly known: Map<string, SeenProfile>;
  /** By handle: whom it finds when it asks elsewhere. */
  readonly elsewhere: Map<string, SeenProfile>;
  /** By the person's id on this server. */
  readonly relations: Map<string, PersonRelation>;
  readonly statuses: Map<string, readonly TimelineItem[]>;
  /** By the person's id; null: this server does not tell. */
  familiar: Map<string, readonly Person[]> | null;
  /** What the server answers to a follow, and what becomes of it at once; `following` unless told otherwise. */
  follow: { readonly says: FollowState; readonly does: FollowState };
  readonly calls: PeopleCalls;
}

export const stranger: PersonRelation = {
  follow: 'none',
  showsReblogs: false,
  notifies: false,
  followedBy: false,
  muting: false,
  mutingNotifications: false,
  muteEndsAt: null,
  blocking: false,
  blockedBy: false,
  domainBlocking: false,
  note: '',
};

export function sampleSeenProfile(handle: string, id: string, change: Partial<Profile> = {}): SeenProfile {
  const [name = '', host] = handle.split('@');
  const profile: Profile = {
    person: samplePerson(name, host),
    header: null,
    note: '' as Html,
    fields: [],
    createdAt: null,
    counts: { followers: 1, following: 2, statuses: 3 },
    movedTo: null,
    limited: false,
    suspended: false,
    memorial: false,
    ...change,
  };
  return { id, profile };
}

const nobody = fail({ kind: 'notFound', what: 'person' } as const);

export function createFakePeople(answer: Answer): FakePeople {
  const relationOf = (id: string): PersonRelation => fake.relations.get(id) ?? stranger;
  const set = (id: string, change: Partial<PersonRelation>): Result<PersonRelation> => {
    const next = { ...relationOf(id), ...change };
    fake.relations.set(id, next);
    return ok(next);
  };

  function apply(id: string, change: PersonChange): Result<PersonRelation> {
    switch (change.kind) {
      case 'follow': {
        set(id, { follow: fake.follow.does, showsReblogs: change.reblogs ?? true, notifies: change.notify ?? false });
        return ok({ ...relationOf(id), follow: fake.follow.says });
      }
      case 'unfollow':
        return set(id, { follow: 'none' });
      case 'mute':
        return set(id, { muting: true, mutingNotifications: change.notifications });
      case 'unmute':
        return set(id, { muting: false, mutingNotifications: false });
      case 'block':
        return set(id, { blocking: true, follow: 'none' });
      case 'unblock':
        return set(id, { blocking: false });
    }
  }

  const fake: FakePeople = {
    known: new Map(),
    elsewhere: new Map(),
    relations: new Map(),
    statuses: new Map(),
    familiar: new Map(),
    follow: { says: 'following', does: 'following' },
    calls: {
      lookUp: (handle, options) => answer('lookUp', options?.signal, () => valueOr(fake.known.get(handle))),
      find: (handle, options) => answer('find', options?.signal, () => {
        const found = fake.elsewhere.get(handle);
        if (found !== undefined) fake.known.set(handle, found);
        return valueOr(found);
      }),
      statuses: (id, query, options) => answer(`statuses:${query.tab}`, options?.signal, () => ok({ items: fake.statuses.get(id) ?? [], olderCursor: null, incompleteUntil: null, dropped: 0 })),
      familiar: (id, options) => answer('familiar', options?.signal, () => (fake.familiar === null ? fail({ kind: 'notFound', what: 'familiarFollowers' }) : ok(fake.familiar.get(id) ?? []))),
      relation: (id, options) => answer('relation', options?.signal, () => ok(relationOf(id))),
      change: (id, change, options) => answer(change.kind, options?.signal, () => apply(id, change)),
      saveNote: (id, note, options) => answer('saveNote', options?.signal, () => set(id, { note })),
    },
  };
  return fake;
}

function valueOr(seen: SeenProfile | undefined): Result<SeenProfile> {
  return seen === undefined ? nobody : ok(seen);
}
