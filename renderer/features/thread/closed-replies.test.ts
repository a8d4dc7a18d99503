import { describe, expect, it } from 'vitest';
import type { StatusUri } from '../../../electron/contract/index.ts';
import type { ThreadReply } from '../../../electron/contract/statuses.ts';
import { makeView } from '../../stores/testing/make-view.ts';
import { repliesBelow, withoutClosed } from './closed-replies.ts';

const replies = ([['a', 1], ['b', 2], ['c', 3], ['d', 2], ['e', 1]] as const).map(([name, depth]): ThreadReply => {
  return { ...makeView(name as StatusUri, []), depth, copyOf: null };
});
const names = (list: readonly ThreadReply[]): string => list.map(({ status }) => status.uri).join('');

describe('replies', () => {
  it('are counted below each', () => {
    expect([...repliesBelow(replies)]).toEqual([['a', 3], ['b', 1]]);
  });

  it('go with the one above that is closed, and no others', () => {
    const closed = (...uris: string[]): string => names(withoutClosed(replies, new Set(uris as StatusUri[])));
    expect([closed(), closed('b'), closed('a'), closed('a', 'b'), closed('e')]).toEqual(['abcde', 'abde', 'ae', 'ae', 'abcde']);
  });
});
