import { count, listed } from './time.ts';

export const completionText = {
  list: 'Completions',
  found: (n: number): string => (n === 0 ? '' : `${count(n, 'completion')}. Arrow keys choose, Enter takes.`),
  lacks: (names: readonly string[]): string => `not on ${listed(names)}`,
  emoji: 'Insert an emoji',
  picker: 'Emojis',
  search: 'Search emojis',
  searching: 'Loading emojis …',
  nothing: 'No emoji has this name.',
  custom: 'Custom emojis',
  recent: 'Used last',
  tone: 'Skin tone',
  toneSample: '✋',
  groups: { 'Smileys & Emotion': 'Smileys', 'People & Body': 'People', 'Animals & Nature': 'Nature', 'Food & Drink': 'Food', 'Travel & Places': 'Places' } as Readonly<Record<string, string>>,
  lacksEmojis: (nickname: string, codes: readonly string[]): string => `${nickname} does not have ${listed(codes.map((code) => `:${code}:`))}: there it stays as letters.`,
} as const;
