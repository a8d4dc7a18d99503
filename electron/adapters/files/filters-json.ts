/** Mastodon's `custom_filters.json` (4.6, mastodon#39085) and the URI lists of its archive (backup_service.rb). */
import type { BookmarkItem, FilterItem } from '../../core/migration/items.ts';

/** As many as Mastodon's importer takes. */
const maxItems = 20_000;
const maxText = 2_000;

interface Reading<T> {
  readonly items: readonly T[];
  readonly bad: number;
}

export function writeFiltersJson(filters: readonly FilterItem[]): string {
  return JSON.stringify({
    custom_filters: filters.map(({ title, expiresAt, context, action, keywords, statuses }) => ({
      title,
      expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      context,
      action,
      keywords_attributes: keywords.map(({ keyword, wholeWord }) => ({ keyword, whole_word: wholeWord })),
      statuses,
    })),
  });
}

/** Null for JSON that is no such file. */
export function readFiltersJson(text: string): Reading<FilterItem> | null {
  const list = own(parsed(text), 'custom_filters');
  if (!Array.isArray(list)) return null;
  const items = list.slice(0, maxItems).flatMap((entry) => toFilter(entry) ?? []);
  return { items, bad: list.length - items.length };
}

/** `bookmarks.json` and `likes.json`: an OrderedCollection of addresses. */
export function readUriCollection(text: string): Reading<BookmarkItem> | null {
  const list = own(parsed(text), 'orderedItems');
  if (!Array.isArray(list)) return null;
  const items = list.slice(0, maxItems).flatMap((entry) => (typeof entry === 'string' && entry.length <= maxText && /^https?:$/.test(URL.parse(entry)?.protocol ?? '') ? [{ uri: entry }] : []));
  return { items, bad: list.length - items.length };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

function toFilter(value: unknown): FilterItem | null {
  const title = own(value, 'title');
  const context = own(value, 'context');
  if (typeof title !== 'string' || title === '' || title.length > maxText || !Array.isArray(context)) return null;
  const action = own(value, 'action');
  const expiresAt = own(value, 'expires_at');
  const time = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
  return {
    title,
    expiresAt: Number.isNaN(time) ? null : time,
    context: texts(context),
    action: action === 'hide' || action === 'blur' ? action : 'warn',
    keywords: list(own(value, 'keywords_attributes')).flatMap((entry) => {
      const keyword = own(entry, 'keyword');
      return typeof keyword === 'string' && keyword !== '' && keyword.length <= maxText ? [{ keyword, wholeWord: own(entry, 'whole_word') === true }] : [];
    }),
    statuses: texts(list(own(value, 'statuses'))),
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, maxItems) : [];
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.flatMap((each) => (typeof each === 'string' && each.length <= maxText ? [each] : []));
}
