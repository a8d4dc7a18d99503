import type { LengthRule } from '../../contract/servers.ts';

export interface LengthLimits {
  readonly lengthRule: LengthRule;
  readonly charactersPerUrl: number;
}

/**
 * How many characters a server counts for a post: its content warning and its text together.
 *
 * `mastodon`: graphemes; in the text (not in the warning) an http(s) link counts as `charactersPerUrl` however long it
 * is, and of `@name@host` only `@name` counts. A link without a scheme counts as it is. (StatusLengthValidator and
 * config/initializers/twitter_regex.rb; the server also wants a known top-level domain, which no list here can keep up
 * with, so a made-up one is counted as a link.)
 * `codePoints`: Unicode code points, nothing is free (GoToSocial internal/processing/status/common.go; Akkoma, Pleroma).
 */
export function measure(text: string, spoilerText: string, limits: LengthLimits): number {
  if (limits.lengthRule === 'codePoints') return countCodePoints(spoilerText) + countCodePoints(text);
  const { rest, links } = takeLinks(text);
  return countGraphemes(spoilerText + rest) + links * (limits.charactersPerUrl - linkMark.length);
}

/** Stands for a link while counting: a letter joins nothing to its left. */
const linkMark = 'x';

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Printable ASCII and Latin letters with line feeds: every code unit is a grapheme of its own. Most posts, and 50 times faster. */
const plain = /^[\n\x20-\x7e\xa0-\xac\xae-\u02ff]*$/;

function countGraphemes(text: string): number {
  return plain.test(text) ? text.length : [...segmenter.segment(text)].length;
}

function countCodePoints(text: string): number {
  return [...text].length;
}

/** Labels, and a last one that is punycode, ASCII letters up to something that is none, or letters of another script. */
const host = String.raw`(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:xn--[a-z0-9-]{1,59}|[a-z]{2,63}(?![a-z0-9@+-])|(?![\x00-\x7f])[\p{L}\p{M}]{2,63})`;
/** One pair of brackets may be part of a path; a path does not end with punctuation. */
const brackets = String.raw`\([^\s<>()?]+\)`;
const path = String.raw`/(?:(?:[^\s<>()?]|${brackets})*(?:[^\s()?!*"'「」<>;:=,.$%\[\]~&|@]|${brackets}))?/?`;
const query = String.raw`\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^\u00a0-\u{10ffff}]*[a-z0-9_&=#/\-\u00a0-\u{10ffff}]`;
/** A link does not begin inside a word, a tag, an address, or after a mark that turns the direction of text. */
const link = String.raw`(?<![a-z0-9@＠$#＃\u202a-\u202e])https?://${host}(?::\d+)?(?:${path})?(?:${query})?`;
/** As Account::MENTION_RE: not inside a word or a path. */
const mention = String.raw`(?<![=/\p{L}\p{N}_])@(?<name>[a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?(?::\d+)?`;
const shortened = new RegExp(`${link}|${mention}`, 'giu');

function takeLinks(text: string): { readonly rest: string; readonly links: number } {
  if (!text.includes('://') && !text.includes('@')) return { rest: text, links: 0 };
  let links = 0;
  const rest = text.replace(shortened, (_match, name: string | undefined) => {
    if (name !== undefined) return `@${name}`;
    links += 1;
    return linkMark;
  });
  return { rest, links };
}
