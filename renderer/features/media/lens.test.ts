import { describe, expect, it } from 'vitest';
import { moveLens, wholePicture, zoomLens } from './lens.ts';

describe('a lens', () => {
  it('keeps the middle of what is seen', () => {
    const moved = moveLens(zoomLens(wholePicture, 2), 100, -40);
    expect(zoomLens(moved, 1.5)).toEqual({ zoom: 3, x: 150, y: -60 });
  });

  it('stays between the whole picture and six times its size, and comes back to the middle', () => {
    expect(zoomLens(wholePicture, 100).zoom).toBe(6);
    expect(zoomLens({ zoom: 2, x: 80, y: 10 }, 0.1)).toEqual(wholePicture);
    expect(moveLens(wholePicture, 30, 30)).toEqual(wholePicture);
  });
});
