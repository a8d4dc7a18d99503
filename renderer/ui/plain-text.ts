import type { CustomEmoji } from '../../electron/contract/statuses.ts';

/** Marks that may stand on one base letter. Vietnamese and Hebrew need three; more is drawn over the neighbours. */
const mostMarks = 4;
const marksRun = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu');
/** U+061C, U+200E/F, U+202A–202E, U+2066–2069: they could turn what stands beside the text around. */
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const controls = /[\p{Cc}\u2028\u2029]+/gu;

export function limitMarks(text: string): string {
  return text.replace(marksRun, '$1');
}

/** Bounds a text from outside before anything is measured or drawn: by code points, so that no letter is cut in two. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A name, a title or a label from a server, made fit for one line: no line ends, no direction tricks, no towers of marks. */
export function cleanLine(text: string, most = 300): string {
  return limitMarks(shortened(text, most).replace(bidiControls, '').replace(controls, ' ')).trim();
}

/** Plain text of several lines (a content warning, a description). Line ends stay, what could disturb the page goes. */
export function cleanText(text: string, most = 10_000): string {
  return limitMarks(shortened(text, most).replace(bidiControls, '').replace(/[^\P{Cc}\n\t]+/gu, ' '));
}

export type TextPart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'emoji'; readonly emoji: CustomEmoji };

/** Pictures in one text beyond this stay words: thousands of images would stop the page. */
const mostEmojis = 200;

/**
 * Finds `:shortcode:` in plain text by looking at the text between colons, never by building a pattern from what a
 * server sent. A closing colon may open the next one (`:a:b:`).
 */
export function splitEmojis(text: string, emojis: readonly CustomEmoji[]): readonly TextPart[] {
  if (emojis.length === 0 || !text.includes(':')) return [{ kind: 'text', text }];
  const byCode = new Map(emojis.map((emoji) => [emoji.shortcode, emoji]));
  const parts: TextPart[] = [];
  let from = 0;
  let found = 0;
  let open = text.indexOf(':');
  while (open >= 0 && found < mostEmojis) {
    const close = text.indexOf(':', open + 1);
    if (close < 0) break;
    const emoji = byCode.get(text.slice(open + 1, close));
    if (emoji === undefined) {
      open = close;
      continue;
    }
    if (open > from) parts.push({ kind: 'text', text: text.slice(from, open) });
    parts.push({ kind: 'emoji', emoji });
    found += 1;
    from = close + 1;
    open = text.indexOf(':', from);
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
