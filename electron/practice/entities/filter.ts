import type { Filter, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { now } from '../model/server.ts';
import type { Json } from './json.ts';
import { isoTimeOrNull } from './json.ts';

/** A v2 filter; `full` adds keywords and statuses. */
export function filterEntity(filter: Filter, full: boolean): Json {
  return {
    id: filter.id,
    title: filter.title,
    context: filter.context,
    expires_at: isoTimeOrNull(filter.expiresAt),
    filter_action: filter.action,
    ...(full
      ? { keywords: filter.keywords.map(keywordEntity), statuses: filter.statuses.map((entry) => ({ id: entry.id, status_id: entry.statusId })) }
      : {}),
  };
}

export function keywordEntity(keyword: Filter['keywords'][number]): Json {
  return { id: keyword.id, keyword: keyword.keyword, whole_word: keyword.wholeWord };
}

/** Each keyword of a filter as one v1 filter, as Mastodon shows them to old clients. */
export function v1FilterEntity(filter: Filter, keyword: Filter['keywords'][number]): Json {
  return {
    id: keyword.id,
    phrase: keyword.keyword,
    context: filter.context,
    whole_word: keyword.wholeWord,
    expires_at: isoTimeOrNull(filter.expiresAt),
    irreversible: filter.action === 'hide',
  };
}

/** Word edges only where the keyword itself begins or ends with a word character (custom_filter_keyword.rb). */
function keywordPattern(keyword: string, wholeWord: boolean): RegExp {
  const escaped = keyword.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const before = wholeWord && /^[\p{L}\p{N}_]/u.test(keyword) ? String.raw`(?<![\p{L}\p{N}_])` : '';
  const after = wholeWord && /[\p{L}\p{N}_]$/u.test(keyword) ? String.raw`(?![\p{L}\p{N}_])` : '';
  return new RegExp(before + escaped + after, 'iu');
}

function textOf(server: PracticeServer, status: Status): string {
  const poll = status.pollId ? server.tables.polls.get(status.pollId) : undefined;
  const alts = status.mediaIds.map((id) => server.tables.media.get(id)?.description ?? '');
  return [status.spoilerText, status.text, ...(poll?.options.map((option) => option.title) ?? []), ...alts].join('\n\n');
}

/** Which of the viewer's filters match a post. Of a boost, the boosted post is looked at. Own posts are never filtered. */
export function filterResults(server: PracticeServer, viewerId: string, status: Status): Json[] {
  const subject = status.reblogOfId === null ? status : (server.tables.statuses.get(status.reblogOfId) ?? status);
  if (subject.accountId === viewerId) return [];
  const filters = server.tables.filters.by('user', viewerId).filter((filter) => filter.expiresAt === null || filter.expiresAt > now(server));
  if (filters.length === 0) return [];
  const text = textOf(server, subject);
  return filters.flatMap((filter) => {
    const keywords = filter.keywords.flatMap((entry) => {
      const match = keywordPattern(entry.keyword, entry.wholeWord).exec(text);
      return match ? [match[0]] : [];
    });
    const statuses = filter.statuses.filter((entry) => entry.statusId === subject.id).map((entry) => entry.statusId);
    if (keywords.length === 0 && statuses.length === 0) return [];
    return [
      {
        filter: filterEntity(filter, false),
        keyword_matches: keywords.length > 0 ? keywords : null,
        status_matches: statuses.length > 0 ? statuses : null,
      },
    ];
  });
}
