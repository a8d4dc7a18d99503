import { describe, expect, it } from 'vitest';
import type { MediaAttachment } from '../../../electron/contract/statuses.ts';
import { focalPosition, mediaLayout } from './media-layout.ts';

const image = (width: number | null, height: number | null): MediaAttachment => ({ id: 'm', kind: 'image', path: null, previewPath: null, remoteUrl: null, description: null, blurhash: null, width, height, focus: null });

describe('mediaLayout', () => {
  it('keeps the shape of one picture, within bounds', () => {
    expect(mediaLayout([image(1_200, 800)]).shape).toBeCloseTo(1.5);
    expect(mediaLayout([image(100, 9_000)]).shape).toBe(1.2);
    expect(mediaLayout([image(9_000, 100)]).shape).toBe(2.2);
  });
  it('reserves a place where the server gives no size', () => {
    expect(mediaLayout([image(null, null)]).shape).toBe(1.5);
    expect(mediaLayout([image(0, 0)]).shape).toBe(1.5);
  });
  it('shares a row by shape between two', () => {
    expect(mediaLayout([image(1_300, 950), image(650, 950)]).columns).toBe('1.368fr 0.700fr');
  });
  it('never draws more than four cells', () => {
    expect(mediaLayout(Array.from({ length: 20 }, () => image(1, 1))).cells).toHaveLength(4);
  });
});

it('turns a focal point into a position, up being positive', () => {
  expect([focalPosition(null), focalPosition({ x: 1, y: 1 }), focalPosition({ x: -9, y: -0.5 })]).toEqual(['50% 50%', '100% 0%', '0% 75%']);
});
