import type { Html } from '../../contract/index.ts';
import type { FollowState, PersonRelation, Profile, ProfileField } from '../../contract/people.ts';
import type { SeenProfile } from '../../core/fediverse-people.ts';
import { asRecord, get, readCount, readFlag, readId, readList, readText, readTime, type JsonRecord } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parsePerson } from './parse-person.ts';

/** UTF-16 units of HTML. Servers allow a few hundred characters; some make paragraphs of mark-up of them. */
const maxNoteLength = 32_768;
const maxFields = 40;
const maxFieldLength = 8_192;
const maxPrivateNote = 20_000;

/** An Account entity as a page of its own; null when nobody can be told from it. */
export function parseProfile(value: unknown, context: ParseContext): SeenProfile | null {
  const record = asRecord(value);
  const id = readId(get(record, 'id'));
  const person = parsePerson(record, context);
  if (record === null || id === null || person === null) return null;
  const profile: Profile = {
    person,
    header: headerOf(record, context),
    note: readText(get(record, 'note'), maxNoteLength) as Html,
    fields: readList(get(record, 'fields'), maxFields, parseField).items,
    createdAt: readTime(get(record, 'created_at')),
    counts: {
      // glitch-soc answers -1 where people hide their counts.
      followers: readCount(get(record, 'followers_count')),
      following: readCount(get(record, 'following_count')),
      statuses: readCount(get(record, 'statuses_count')),
    },
    movedTo: parsePerson(get(record, 'moved'), context),
    limited: readFlag(get(record, 'limited')),
    suspended: readFlag(get(record, 'suspended')),
    memorial: readFlag(get(record, 'memorial')),
  };
  return { id, profile };
}

/** Servers send a picture of nothing where there is none. */
function headerOf(record: JsonRecord, context: ParseContext): Profile['header'] {
  const header = get(record, 'header_static') ?? get(record, 'header');
  return typeof header === 'string' && /\/(?:missing|default_header|missing-header|banner)\.(?:png|webp|svg)$/.test(header) ? null : context.mediaPath(header);
}

function parseField(item: unknown): ProfileField | null {
  const record = asRecord(item);
  const name = readText(get(record, 'name'), 512).trim();
  const value = readText(get(record, 'value'), maxFieldLength);
  return name === '' && value === '' ? null : { name, value: value as Html, verifiedAt: readTime(get(record, 'verified_at')) };
}

/** A Relationship entity. */
export function parseRelation(value: unknown): PersonRelation | null {
  const record = asRecord(value);
  if (record === null || readId(get(record, 'id')) === null) return null;
  const note = get(record, 'note');
  return {
    follow: followOf(record),
    showsReblogs: readFlag(get(record, 'showing_reblogs')),
    notifies: readFlag(get(record, 'notifying')) || readFlag(get(record, 'subscribing')),
    followedBy: readFlag(get(record, 'followed_by')),
    muting: readFlag(get(record, 'muting')),
    mutingNotifications: readFlag(get(record, 'muting_notifications')),
    muteEndsAt: readTime(get(record, 'muting_expires_at')),
    blocking: readFlag(get(record, 'blocking')),
    blockedBy: readFlag(get(record, 'blocked_by')),
    domainBlocking: readFlag(get(record, 'domain_blocking')),
    note: typeof note === 'string' ? readText(note, maxPrivateNote) : null,
  };
}

function followOf(record: JsonRecord): FollowState {
  if (readFlag(get(record, 'following'))) return 'following';
  return readFlag(get(record, 'requested')) ? 'requested' : 'none';
}
