/** The word being written at the caret that can be completed, and a text with it completed. Plain text in, plain text out. */

export type WordKind = 'person' | 'tag' | 'emoji';

export interface BegunWord {
  readonly kind: WordKind;
  /** Of the mark (`@`, `#`, `:`) in the text, and of the caret behind the word. */
  readonly from: number;
  readonly to: number;
  /** Without the mark. */
  readonly begin: string;
}

/** Handles with or without a server, tags, shortcodes. A mark inside of a word begins nothing. */
const words: readonly (readonly [WordKind, RegExp])[] = [
  ['person', /(?<![\p{L}\p{N}_/.@])@([\p{L}\p{N}_][\p{L}\p{N}_.-]*(?:@[\p{L}\p{N}.-]*)?)$/u],
  ['tag', /(?<![\p{L}\p{N}_/&#])#([\p{L}\p{N}_]+)$/u],
  ['emoji', /(?<![\p{L}\p{N}_:]):([\p{L}\p{N}_+-]{2,})$/u],
];
/** Longer than any of these words; how far back of the caret is looked. */
const longestWord = 200;

export function begunWord(text: string, caret: number): BegunWord | null {
  const before = text.slice(Math.max(0, caret - longestWord), caret);
  for (const [kind, pattern] of words) {
    const begin = pattern.exec(before)?.[1];
    if (begin !== undefined) return { kind, from: caret - begin.length - 1, to: caret, begin };
  }
  return null;
}

/** `insert` takes the place of the word, with a space behind it where there is none. */
export function completed(text: string, { from, to }: Pick<BegunWord, 'from' | 'to'>, insert: string): { readonly text: string; readonly caret: number } {
  const rest = text.slice(to);
  const gap = /^\s/.test(rest) ? '' : ' ';
  return { text: `${text.slice(0, from)}${insert}${gap}${rest}`, caret: from + insert.length + 1 };
}

const shortcode = /(?<![\p{L}\p{N}_:]):([\p{L}\p{N}_+-]{2,}):/gu;

/** Every `:shortcode:` a text names, once. */
export function shortcodesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(shortcode)].map(([, code = '']) => code))];
}
