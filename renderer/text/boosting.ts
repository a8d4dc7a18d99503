import { count } from './time.ts';

export const boostingText = {
  mode: 'Who posts',
  each: 'Each posts it',
  one: 'One posts, the others boost',
  hint: (name: string, isThread: boolean, isScheduled: boolean): string =>
    `${name} posts it; the others boost ${isThread ? 'its first post ' : ''}as soon as it is out${isScheduled ? ', at its time' : ''}. What comes of each boost is told in the outbox.`,
  boosts: 'boosts',
  writes: 'posts',
  write: (nickname: string): string => `Post from ${nickname} instead`,
  remove: (nickname: string): string => `Do not boost from ${nickname}`,
  add: 'Boost from one more account',
  send: (name: string, boosts: number): string => `Post to ${name}, ${count(boosts, 'boost')}`,
  schedule: (name: string, boosts: number): string => `Schedule for ${name}, ${count(boosts, 'boost')}`,
  heldVisibility: 'Only what everybody may see can be boosted: choose Public or Quiet public, or let each account post it',
  heldLocalOnly: 'What stays on its server cannot be boosted from another one',
  list: 'Boosts of this post',
  state: (state: 'afterPost' | 'waiting' | 'running' | 'done' | 'failed'): string => ({ afterPost: 'Will boost', waiting: 'Boosting', running: 'Boosting', done: 'Boosted', failed: 'Not boosted' })[state],
  afterPost: 'once the post is out',
  retry: (nickname: string): string => `Boost from ${nickname} again`,
  giveUp: (nickname: string): string => `Give up the boost from ${nickname}`,
} as const;
