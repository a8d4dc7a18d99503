/**
 * How text becomes the words of the index: the same way for what is stored and for what is asked. Every word is a run
 * of letters and digits without accents or case. Scripts that put no spaces between words give every pair of
 * neighbouring characters as one "word", and every character by itself at the end, so that any part of a text can be
 * found (docs/decisions/0012).
 */

const noSpaces = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}ー`;
const runs = new RegExp(String.raw`(?<dense>[${noSpaces}]+)|(?:(?![${noSpaces}])[\p{L}\p{N}\p{M}])+`, 'gu');
const isAscii = /^[\0-\x7f]*$/;
/** A longer word is a hash or somebody's joke; its beginning is enough to find it. */
const longestWord = 64;

/** Case and accents of the Latin, Greek and Cyrillic scripts go; marks that make another letter elsewhere stay. */
export function fold(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
}

export interface Words {
  /** In the order of the text, so that a phrase is a run of them. */
  readonly inOrder: readonly string[];
  /** Characters of scripts without spaces, each once. */
  readonly single: readonly string[];
}

export function toWords(text: string): Words {
  const inOrder: string[] = [];
  const single = new Set<string>();
  for (const match of fold(text).matchAll(runs)) {
    const dense = match.groups?.['dense'];
    if (dense === undefined) inOrder.push(match[0].slice(0, longestWord));
    else pairs(dense, inOrder, single);
  }
  return { inOrder, single: [...single] };
}

function pairs(dense: string, into: string[], single: Set<string>): void {
  const characters = [...dense];
  for (const [index, character] of characters.entries()) {
    single.add(character);
    const next = characters[index + 1];
    if (next !== undefined) into.push(character + next);
  }
}

/** What a phrase is looked up by: its words; for one character of a script without spaces, that character. */
export function toPhrase(text: string): readonly string[] {
  const { inOrder, single } = toWords(text);
  return inOrder.length > 0 ? inOrder : single;
}

/**
 * A word for something that is no text: who wrote it, what it holds. Begins with a character that no text gives, and
 * whatever would end a word is moved to where nothing does (private use area).
 */
export function facet(name: string, value = ''): string {
  const word = `${name}:${fold(value)}`;
  return String.fromCharCode(0xe0ff) + word.replaceAll(/[\0-/:-@[-`{-\x7f]/g, (character) => String.fromCharCode(0xe000 + character.charCodeAt(0)));
}
