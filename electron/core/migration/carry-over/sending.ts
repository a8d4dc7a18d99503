import type { StatusUri } from '../../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { FilterContext, FilterDraft, ProfileChange } from '../../fediverse-belongings.ts';
import type { CallOptions } from '../../fediverse.ts';
import type { Setting } from '../belongings.ts';
import type { FilterItem } from '../items.ts';
import type { Journal } from './journal.ts';
import type { JournalLine } from './types.ts';

export interface SendContext {
  readonly to: SignedInAccount;
  readonly journal: Journal;
  readonly now: number;
  readonly options: CallOptions;
}

/** What a line becomes. */
export type LineChange = Partial<Pick<JournalLine, 'state' | 'answered' | 'wasRequested' | 'target' | 'movedTo' | 'error' | 'retryAt' | 'attempts' | 'detail' | 'sentAt'>>;

/** Servers need a moment to hear what becomes of a follow; before that their answer promises too much. */
export const proofDelayMs = 30_000;
/** Mastodon posts at once what is nearer than that (scheduled_status.rb). */
const soonestScheduleMs = 5 * 60_000;
const done: LineChange = { state: 'done', error: null, retryAt: null };

/** Carries one line over. Where it is about somebody or a post, `target` is known by now. */
export async function sendLine(line: JournalLine, context: SendContext): Promise<Result<LineChange>> {
  const { to, options } = context;
  const { belongings, people } = to.connection;
  const target = line.target ?? '';
  switch (line.kind) {
    case 'follows':
    case 'requests': {
      const { reblogs, notify, languages } = line.wanted;
      const answer = await belongings.follow(target, { reblogs, notify, ...(languages === null ? {} : { languages }) }, options);
      return answer.ok ? ok({ state: 'sent', answered: true, error: null, retryAt: context.now + proofDelayMs, wasRequested: answer.value.relation.follow === 'requested' }) : answer;
    }
    case 'blocks':
      return finished(await people.change(target, { kind: 'block' }, options));
    case 'mutes': {
      const { endsAt, hideNotifications } = line.wanted;
      const leftMs = endsAt === null ? null : endsAt - context.now;
      if (leftMs !== null && leftMs < 60_000) return ok({ state: 'skipped', retryAt: null });
      return finished(await people.change(target, { kind: 'mute', durationMs: leftMs, notifications: hideNotifications }, options));
    }
    case 'notes':
      return finished(await people.saveNote(target, line.wanted.note, options));
    case 'endorsements':
      return finished(await belongings.endorse(target, true, options));
    case 'domainBlocks':
      return finished(await belongings.setDomainBlock(line.wanted.domain, true, options));
    case 'followedTags':
      return finished(await belongings.setTagFollowed(line.wanted.name, true, options));
    case 'featuredTags':
      return finished(await belongings.featureTag(line.wanted.name, options));
    case 'bookmarks':
      return finished(await to.connection.act(target as Parameters<typeof to.connection.act>[0], 'bookmark', options));
    case 'favourites':
      return finished(await to.connection.act(target as Parameters<typeof to.connection.act>[0], context.journal.plan.favouritesAs === 'bookmarks' ? 'bookmark' : 'favourite', options));
    case 'notificationPolicy':
      return finished(await to.connection.setNotificationPolicy({ [line.wanted.name]: line.wanted.value }, options));
    case 'postingDefaults':
      return finished(await belongings.saveProfile({ defaults: { [line.wanted.name]: line.wanted.value } }, options));
    case 'profile':
      return finished(await saveProfilePart(line.wanted, context));
    case 'lists':
      return sendList(line, context);
    case 'filters':
      return sendFilter(line, context);
    case 'scheduled':
      return sendScheduled(line, context);
  }
}

function finished(answer: Result<unknown>): Result<LineChange> {
  return answer.ok ? ok(done) : answer;
}

async function saveProfilePart({ name, value }: Setting, { to, options }: SendContext): Promise<Result<unknown>> {
  const { belongings } = to.connection;
  if (name !== 'avatar' && name !== 'header') return belongings.saveProfile({ [name]: value } satisfies ProfileChange, options);
  if (typeof value !== 'string') return fail({ kind: 'invalidInput', field: name, message: '' });
  const picture = await belongings.picture(value, options);
  return picture.ok ? belongings.saveProfile({ [name]: picture.value }, options) : picture;
}

async function sendList(line: Extract<JournalLine, { kind: 'lists' }>, { to, journal, options }: SendContext): Promise<Result<LineChange>> {
  const { belongings } = to.connection;
  const { wanted } = line;
  if (wanted.part === 'member') {
    const list = journal.byKey('lists', wanted.name)?.target ?? '';
    return finished(await belongings.addToList(list, [line.target ?? ''], options));
  }
  const saved = line.target === null ? await belongings.createList(wanted.list, options) : await belongings.updateList(line.target, wanted.list, options);
  return saved.ok ? ok({ ...done, target: saved.value.id }) : saved;
}

export function toFilterDraft({ title, context, action, expiresAt, keywords }: FilterItem): FilterDraft {
  const known: readonly FilterContext[] = ['home', 'notifications', 'public', 'thread', 'account'];
  return { title, action, expiresAt, keywords, context: known.filter((each) => context.includes(each)) };
}

async function sendFilter(line: Extract<JournalLine, { kind: 'filters' }>, { to, journal, options }: SendContext): Promise<Result<LineChange>> {
  const { belongings } = to.connection;
  const { wanted } = line;
  if (wanted.part === 'post') {
    const filter = journal.byKey('filters', wanted.name)?.target ?? '';
    return finished(await belongings.addFilterStatus(filter, (line.target ?? '') as Parameters<typeof belongings.addFilterStatus>[1], options));
  }
  const draft = toFilterDraft(wanted.filter);
  if (line.target === null) {
    const made = await belongings.createFilter(draft, options);
    return made.ok ? ok({ ...done, target: made.value.id }) : made;
  }
  const all = await belongings.filters(options);
  if (!all.ok) return all;
  const before = all.value.find(({ id }) => id === line.target);
  if (before === undefined) return ok({ state: 'queued', target: null });
  const missing = draft.keywords.filter(({ keyword }) => !before.keywords.some((had) => had.keyword === keyword));
  return finished(await belongings.updateFilter(before, { ...draft, keywords: [...before.keywords, ...missing] }, options));
}

async function sendScheduled(line: Extract<JournalLine, { kind: 'scheduled' }>, { to, now, options }: SendContext): Promise<Result<LineChange>> {
  const { at, post, mediaCount } = line.wanted;
  if (mediaCount > 0) return ok(notAllowed('It has pictures: they have to be added again by hand.'));
  if (at < now + soonestScheduleMs) return ok(notAllowed('Its time is less than five minutes away, or over.'));
  const sent = await to.connection.writing.schedule({ ...post, inReplyToId: null, mediaIds: [], scheduledAt: at }, line.id, options);
  return finished(sent);
}

function notAllowed(message: string): LineChange {
  const error: AppError = { kind: 'invalidInput', field: 'scheduled', message };
  return { state: 'notAllowed', error, retryAt: null };
}

/** The new server's name for what a line is about, fetching it from elsewhere where needed. */
export async function resolvePost(post: { readonly uri: string; readonly url: string | null }, { to, options }: SendContext): Promise<Result<string>> {
  const seen = await to.connection.resolveStatus(post.uri as StatusUri, post.url, options);
  return seen.ok ? ok(seen.value.marks.id) : seen;
}
