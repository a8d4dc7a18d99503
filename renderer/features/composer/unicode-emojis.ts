import type groups from 'unicode-emoji-json/data-by-group.json';

export interface UnicodeEmoji {
  readonly emoji: string;
  readonly name: string;
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
  return data.map(({ name, emojis }) => ({ name, emojis: emojis.map((each) => ({ emoji: each.emoji, name: each.name })) }));
}

/** Those that have every begun word of `text` in their name; names that begin with it first. */
export function searchEmojis(groups: readonly UnicodeGroup[], text: string, most: number): readonly UnicodeEmoji[] {
  const words = text.toLowerCase().split(/[\s_+-]+/).filter((word) => word !== '');
  const fits = ({ name }: UnicodeEmoji): boolean => words.every((word) => name.split(/[\s:-]+/).some((part) => part.startsWith(word)));
  const found = groups.flatMap(({ emojis }) => emojis.filter(fits));
  const isFirst = ({ name }: UnicodeEmoji): boolean => name.startsWith(words[0] ?? '');
  return [...found.filter(isFirst), ...found.filter((each) => !isFirst(each))].slice(0, most);
}
