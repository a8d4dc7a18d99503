import type groups from 'unicode-emoji-json/data-by-group.json';

export interface UnicodeEmoji {
  readonly emoji: string;
  readonly name: string;
  readonly hasTones: boolean;
}

export const tones = [0, 1, 2, 3, 4, 5] as const;
export type Tone = (typeof tones)[number];

/** U+1F3FB light to U+1F3FF dark. */
const firstModifier = 0x1f3fb;
const handshake = '\u{1f91d}';

/** An emoji that has tones, in one of them: everybody in it has the same. 0 leaves it as it is. */
export function withTone(emoji: string, tone: Tone): string {
  if (tone === 0) return emoji;
  const modifier = String.fromCodePoint(firstModifier + tone - 1);
  const isSequence = emoji.includes('\u200d');
  // A modifier takes the place of the variation selector; hands held between two people have none of their own (UTS #51).
  return emoji.replace(/(\p{Emoji_Modifier_Base})\ufe0f?/gu, (whole, base: string) => (isSequence && base === handshake ? whole : `${base}${modifier}`));
}

export interface UnicodeGroup {
  readonly name: string;
  readonly emojis: readonly UnicodeEmoji[];
}

let loading: Promise<readonly UnicodeGroup[]> | null = null;

/** Every emoji of Unicode by group. Some 400 kB, fetched when first needed. */
export function loadUnicodeEmojis(): Promise<readonly UnicodeGroup[]> {
  return (loading ??= import('unicode-emoji-json/data-by-group.json').then((module) => toGroups(module.default)));
}

function toGroups(data: typeof groups): readonly UnicodeGroup[] {
  return data.map(({ name, emojis }) => ({ name, emojis: emojis.map((each) => ({ emoji: each.emoji, name: each.name, hasTones: each.skin_tone_support })) }));
}

/** Those that have every begun word of `text` in their name; names that begin with it first. */
export function searchEmojis(groups: readonly UnicodeGroup[], text: string, most: number): readonly UnicodeEmoji[] {
  const words = text.toLowerCase().split(/[\s_+-]+/).filter((word) => word !== '');
  const fits = ({ name }: UnicodeEmoji): boolean => words.every((word) => name.split(/[\s:-]+/).some((part) => part.startsWith(word)));
  const found = groups.flatMap(({ emojis }) => emojis.filter(fits));
  const isFirst = ({ name }: UnicodeEmoji): boolean => name.startsWith(words[0] ?? '');
  return [...found.filter(isFirst), ...found.filter((each) => !isFirst(each))].slice(0, most);
}
