import type { CastAct, CastPost } from '../cast-types.ts';
import { keys, languageOf, type Name } from './people.ts';

export type Past = CastAct & { readonly minutesAgo: number };
export type More = Partial<Omit<CastPost, 'key' | 'author' | 'text'>>;

/** Minutes, said as people say them. */
export const hours = (count: number): number => Math.round(count * 60);

export function post(author: Name, key: string, text: string, more: More = {}): CastAct {
  return { kind: 'post', post: { key, author: keys[author], text, language: languageOf(author), ...more } };
}

/** A post of `minutesAgo` minutes before the world begins. */
export const told = (minutesAgo: number, author: Name, key: string, text: string, more: More = {}): Past => ({ minutesAgo, ...post(author, key, text, more) });

export const boosted = (minutesAgo: number, by: Name, of: string): Past => ({ minutesAgo, kind: 'boost', by: keys[by], of });
export const edited = (minutesAgo: number, of: string, text: string): Past => ({ minutesAgo, kind: 'edit', of, text });
export const voted = (minutesAgo: number, by: Name, of: string, ...choices: readonly number[]): Past => ({ minutesAgo, kind: 'vote', by: keys[by], of, choices });
