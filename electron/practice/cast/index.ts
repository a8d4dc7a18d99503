import type { CastAct, CastFactory, CastPost, PersonKey } from '../cast-types.ts';
import { createRandom, seedFrom } from '../random.ts';
import { birds } from './history/birds.ts';
import { harbour } from './history/harbour.ts';
import { kitchen } from './history/kitchen.ts';
import { maps } from './history/maps.ts';
import { wool } from './history/wool.ts';
import { script } from './live/script.ts';
import { createVariation } from './live/variation.ts';
import { people } from './people.ts';
import { servers } from './servers.ts';
import type { Past } from './telling.ts';

const stories: readonly Past[] = [...birds, ...wool, ...maps, ...harbour, ...kitchen];

/** Pictures and the end of long stories are liked more; nobody likes their own, and bots like nothing. */
function likers(post: CastPost, seed: number): PersonKey[] {
  const dice = createRandom(seedFrom(seed, `likes ${post.key}`));
  const warmth = dice.unit() * (post.pictures ? 0.9 : 0.6) * (post.replyTo === undefined ? 1 : 0.5);
  return people.filter((person) => person.key !== post.author && person.bot !== true && person.follows?.includes(post.author) === true && dice.unit() < warmth).map((person) => person.key);
}

function likes(past: Past, seed: number): Past[] {
  if (past.kind !== 'post') return [];
  const dice = createRandom(seedFrom(seed, `when ${past.post.key}`));
  return likers(past.post, seed).map((by) => ({ kind: 'favourite', by, of: past.post.key, minutesAgo: past.minutesAgo * (1 - dice.unit() ** 2 * 0.9) - 0.05 }));
}

/** Oldest first; what happened in the same minute stays in the order it was told. */
function createHistory(seed: number): Past[] {
  return [...stories, ...stories.flatMap((past) => likes(past, seed))].toSorted((a, b) => b.minutesAgo - a.minutesAgo);
}

/**
 * Twenty-six people on seven servers: three days of history, an hour told act by act, and after that small news
 * without end. The same seed gives the same world.
 */
export const cast: CastFactory = (seed) => {
  const later = createVariation(seed);
  const next = (index: number): CastAct => script[index] ?? later(index - script.length);
  return { servers, people, history: createHistory(seed), live: { next, everyMs: { from: 25_000, to: 65_000 } } };
};
