import { describe, expect, it } from 'vitest';
import type { StatusId } from '../../contract/ids.ts';
import { sampleKey } from '../testing/samples.ts';
import { changeOfGap, newGap, type Coverage } from './gaps.ts';
import type { Point } from './order.ts';

const point = (at: number): Point => ({ id: String(at) as StatusId, at });
const gap = newGap(sampleKey('me'), point(200), point(100));
const covers = (upper: number, lower: number, ended = false): Coverage => ({ upper: point(upper), lower: point(lower), ended });

describe('changeOfGap', () => {
  it('closes a hole that a page spans', () => {
    expect(changeOfGap(gap, covers(200, 100))).toEqual({ kind: 'remove', gap });
    expect(changeOfGap(gap, covers(300, 50))).toEqual({ kind: 'remove', gap });
  });

  it('lowers the upper end when a page hangs into it', () => {
    expect(changeOfGap(gap, covers(200, 150))).toMatchObject({ kind: 'put', gap: { id: gap.id, above: '150', newerAt: 150, below: '100', state: 'loading' } });
  });

  it('raises the lower end when a page stands up into it', () => {
    expect(changeOfGap(gap, covers(150, 100))).toMatchObject({ kind: 'put', gap: { id: gap.id, above: '200', below: '150', olderAt: 150 } });
  });

  it('leaves it alone when a page lies wholly above or below', () => {
    expect(changeOfGap(gap, covers(300, 250))).toBeNull();
    expect(changeOfGap(gap, covers(90, 50))).toBeNull();
  });

  it('leaves it alone when a page touches only an end', () => {
    expect(changeOfGap(gap, covers(300, 200))).toBeNull();
    expect(changeOfGap(gap, covers(100, 50))).toBeNull();
  });

  it('leaves it alone when a page hangs in the middle: it proves neither end', () => {
    expect(changeOfGap(gap, covers(180, 120))).toBeNull();
  });

  it('says that the rest cannot be had when the list of the server ends inside', () => {
    expect(changeOfGap(gap, covers(200, 150, true))).toMatchObject({ gap: { above: '150', state: 'unfillable', reason: 'serverLimit' } });
    expect(changeOfGap(gap, covers(200, 200, true))).toMatchObject({ gap: { above: '200', state: 'unfillable', reason: 'serverLimit' } });
  });

  it('closes an end that was open downwards once anything older came, or nothing is older', () => {
    const open = newGap(sampleKey('me'), point(200), null);
    expect(changeOfGap(open, covers(200, 150))).toMatchObject({ kind: 'remove' });
    expect(changeOfGap(open, covers(200, 200, true))).toMatchObject({ kind: 'remove' });
    expect(changeOfGap(open, covers(300, 200))).toBeNull();
  });
});
