import { describe, expect, test } from 'vitest';
import type { ArrivalCount } from '../../../electron/contract/moving.ts';
import { shapeOf } from './arrivals-shape.ts';

const hourMs = 3_600_000;
const frame = { width: 100, height: 50, total: 10 };
const count = (at: number, parts: Partial<ArrivalCount> = {}): ArrivalCount => ({ at, came: 0, pending: 0, stillOld: 0, gone: 0, unreachable: 0, ...parts });

describe('the chart of arrivals', () => {
  test('nothing is drawn before the first count, or where nobody followed', () => {
    expect(shapeOf([], frame)).toBeNull();
    expect(shapeOf([count(0)], { ...frame, total: 0 })).toBeNull();
  });

  test('layers stand on each other: those on their way above those who came', () => {
    const shape = shapeOf([count(0, { stillOld: 10 }), count(2 * hourMs, { came: 4, pending: 1, stillOld: 5 })], frame);
    expect(shape?.edges.came).toBe('M0 50L100 30');
    expect(shape?.edges.pending).toBe('M0 50L100 25');
    expect(shape?.edges.stillOld).toBe('M0 0L100 0');
    // The area of a layer ends where the one below it ends.
    expect(shape?.areas.pending).toBe('M0 50L100 25L100 30L0 50z');
  });

  test('a single count is a level line over the whole width', () => {
    expect(shapeOf([count(5, { came: 5 })], frame)?.edges.came).toBe('M0 25L100 25');
  });

  test('the last of a few quick counts holds to the edge', () => {
    expect(shapeOf([count(0), count(60_000, { came: 5 })], frame)?.edges.came).toBe('M0 50L50 25L100 25');
  });

  test('more people than were counted before the move stay inside the picture', () => {
    expect(shapeOf([count(0, { came: 25 })], frame)?.edges.came).toBe('M0 0L100 0');
  });

  test.each([
    [40 * 60_000, ['+15 min', '+30 min']],
    [26 * hourMs, ['+6 h', '+12 h', '+18 h', '+24 h']],
    [4 * 24 * hourMs, ['+1 d', '+2 d', '+3 d']],
    [60 * 24 * hourMs, ['+30 d']],
  ])('after %i ms the scale says so in a few steps', (span, labels) => {
    expect(shapeOf([count(0), count(span)], frame)?.ticks.map(({ label }) => label)).toEqual(labels);
  });
});
