import type { AccountKey } from '../../contract/ids.ts';
import type { Status, StatusMarks } from '../../contract/statuses.ts';
import { toPlainText } from '../notifications/index.ts';
import type { IndexedPost, PendingPost } from './store.ts';
import { facet, toWords } from './tokens.ts';

/** Every post has it: what a query that only leaves out begins with. */
export const every = facet('all');

/** Posts may be hundreds of thousands of characters long (GoToSocial, Akkoma); nobody searches for their end. */
const longestText = 40_000;

/** A post as the index keeps it. `own`: lower case handles of the person's accounts. */
export function toDocument(post: PendingPost, own: ReadonlySet<string>): IndexedPost {
  const { status, marks } = post;
  const { inOrder, single } = toWords(textOf(status).slice(0, longestText));
  const facets = new Set([every, ...facetsOf(status), ...marks.flatMap(facetsOfMarks), ...(post.isBoosted ? [facet('is', 'boost')] : [])]);
  const words = [...inOrder, ...single, ...facets].join(' ');
  const isMine = own.has(status.author.handle.toLowerCase());
  const isKept = isMine || marks.some(({ favourited, bookmarked }) => favourited || bookmarked);
  return { key: post.key, createdAt: status.createdAt, words, hash: hashOf(words), isKept };
}

function textOf(status: Status): string {
  const quoted = status.quote?.status ?? null;
  return [
    status.spoilerText,
    toPlainText(status.content),
    ...status.media.map(({ description }) => description ?? ''),
    ...(status.poll?.options.map(({ title }) => title) ?? []),
    status.card?.title ?? '',
    status.card?.description ?? '',
    quoted === null ? '' : toPlainText(quoted.content),
  ].join('\n');
}

function facetsOf(status: Status): readonly string[] {
  const { author, mentions, media, tags, replyToHandle, language } = status;
  const facets = [...personFacets('from', author.handle), ...mentions.flatMap(({ handle }) => personFacets('mentions', handle)), ...tags.map(({ name }) => facet('tag', name))];
  if (media.length > 0) facets.push(facet('has', 'media'), ...media.map(({ kind }) => facet('has', kind === 'gifv' ? 'video' : kind)));
  if (status.poll !== null) facets.push(facet('has', 'poll'));
  if (status.card !== null || hasLink(status)) facets.push(facet('has', 'link'));
  if (replyToHandle !== null) facets.push(facet('is', 'reply'), ...(replyToHandle === '' ? [] : personFacets('to', replyToHandle)));
  if (language !== null) facets.push(...languageFacets(language));
  return facets;
}

/** `pt-BR` is found by `pt` too. */
function languageFacets(language: string): readonly string[] {
  const [main = ''] = language.split(/[-_]/, 1);
  return [facet('lang', language), facet('lang', main)];
}

/** By the full handle, and by the name alone. */
function personFacets(name: string, handle: string): readonly string[] {
  const at = handle.indexOf('@');
  return at < 0 ? [facet(name, handle)] : [facet(name, handle), facet(name, handle.slice(0, at))];
}

/** A link of its own: mentions and hashtags are links too, and the classes that servers give them tell them apart. */
function hasLink({ content, mentions, tags }: Status): boolean {
  for (const [, attributes = ''] of content.matchAll(/<a\s([^>]*)>/g)) {
    if (/class="[^"]*\b(?:mention|hashtag|u-url)\b/.test(attributes)) continue;
    const href = /href="([^"]*)"/.exec(attributes)?.[1] ?? '';
    if (!mentions.some(({ url }) => url === href) && !tags.some(({ url }) => url === href)) return true;
  }
  return false;
}

function facetsOfMarks({ account, favourited, bookmarked }: StatusMarks): readonly string[] {
  return [
    accountFacet('account', account),
    ...(favourited ? [facet('in', 'favourites'), accountFacet('favourites', account)] : []),
    ...(bookmarked ? [facet('in', 'bookmarks'), accountFacet('bookmarks', account)] : []),
  ];
}

export const accountFacet = (name: 'account' | 'favourites' | 'bookmarks', account: AccountKey): string => facet(name, account);

/** 53 bits, to see whether anything changed. Not for secrets. */
function hashOf(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (0x1f_ff_ff & low) + (high >>> 0);
}
