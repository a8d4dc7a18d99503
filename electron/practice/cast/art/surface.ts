import { createCanvas, type Colour } from '../../png.ts';

export type Point = readonly [x: number, y: number];
export type Paint = Colour | ((x: number, y: number) => Colour);

/**
 * A picture to paint smooth shapes on. Heights count 100 whatever the pixels, widths in the same unit; shapes are
 * closed outlines, filled by the even-odd rule, with soft edges.
 */
export interface Surface {
  /** Units from left to right; the height is 100. */
  readonly width: number;
  fill(outline: readonly Point[] | readonly (readonly Point[])[], paint: Paint, alpha?: number): void;
  /** Colour of one pixel, each channel 0 to 255. */
  readonly at: (pixelX: number, pixelY: number) => Colour;
  toPng(): Uint8Array<ArrayBuffer>;
}

/** Lines per pixel at which an outline is cut; along the line the cover is exact. */
const subLines = 4;

interface Edge {
  readonly top: number;
  readonly bottom: number;
  readonly x: number;
  readonly slope: number;
}

function edgesOf(outlines: readonly (readonly Point[])[], scale: number): Edge[] {
  return outlines.flatMap((outline) =>
    outline.flatMap((from, index) => {
      const to = outline[(index + 1) % outline.length] ?? from;
      const [upper, lower] = from[1] <= to[1] ? [from, to] : [to, from];
      const height = (lower[1] - upper[1]) * scale;
      if (height === 0) return [];
      return [{ top: upper[1] * scale, bottom: lower[1] * scale, x: upper[0] * scale, slope: ((lower[0] - upper[0]) * scale) / height }];
    }),
  );
}

/** Adds the cover of one span, its two ends in part. */
function coverSpan(cover: Float32Array, from: number, to: number): void {
  const left = Math.max(0, from);
  const right = Math.min(cover.length, to);
  if (right <= left) return;
  const first = Math.floor(left);
  const last = Math.min(cover.length - 1, Math.floor(right));
  if (first === last) {
    cover[first] = (cover[first] ?? 0) + (right - left) / subLines;
    return;
  }
  cover[first] = (cover[first] ?? 0) + (first + 1 - left) / subLines;
  for (let x = first + 1; x < last; x += 1) cover[x] = (cover[x] ?? 0) + 1 / subLines;
  cover[last] = (cover[last] ?? 0) + (right - last) / subLines;
}

function coverLine(edges: readonly Edge[], y: number, cover: Float32Array): void {
  for (let sub = 0; sub < subLines; sub += 1) {
    const at = y + (sub + 0.5) / subLines;
    const crossings = edges.filter((edge) => edge.top <= at && at < edge.bottom).map((edge) => edge.x + (at - edge.top) * edge.slope);
    crossings.sort((a, b) => a - b);
    for (let index = 0; index + 1 < crossings.length; index += 2) coverSpan(cover, crossings[index] ?? 0, crossings[index + 1] ?? 0);
  }
}

const isOne = (outline: readonly Point[] | readonly (readonly Point[])[]): outline is readonly Point[] => typeof outline[0]?.[0] === 'number';

export function createSurface(pixelWidth: number, pixelHeight: number, background: Paint): Surface {
  const scale = pixelHeight / 100;
  const pixels = new Float32Array(pixelWidth * pixelHeight * 3);
  const colourAt = (paint: Paint, x: number, y: number): Colour => (typeof paint === 'function' ? paint((x + 0.5) / scale, (y + 0.5) / scale) : paint);

  function blend(x: number, y: number, paint: Paint, alpha: number): void {
    const at = (y * pixelWidth + x) * 3;
    const colour = colourAt(paint, x, y);
    for (let channel = 0; channel < 3; channel += 1) {
      const before = pixels[at + channel] ?? 0;
      pixels[at + channel] = before + ((colour[channel] ?? 0) - before) * alpha;
    }
  }

  function at(x: number, y: number): Colour {
    const first = (y * pixelWidth + x) * 3;
    return [Math.round(pixels[first] ?? 0), Math.round(pixels[first + 1] ?? 0), Math.round(pixels[first + 2] ?? 0)];
  }

  for (let y = 0; y < pixelHeight; y += 1) for (let x = 0; x < pixelWidth; x += 1) blend(x, y, background, 1);

  return {
    width: pixelWidth / scale,
    fill(outline, paint, alpha = 1) {
      const edges = edgesOf(isOne(outline) ? [outline] : outline, scale);
      const top = Math.max(0, Math.floor(edges.reduce((least, edge) => Math.min(least, edge.top), Infinity)));
      const bottom = Math.min(pixelHeight, Math.ceil(edges.reduce((most, edge) => Math.max(most, edge.bottom), 0)));
      const cover = new Float32Array(pixelWidth);
      for (let y = top; y < bottom; y += 1) {
        cover.fill(0);
        coverLine(edges.filter((edge) => edge.top < y + 1 && edge.bottom > y), y, cover);
        for (let x = 0; x < pixelWidth; x += 1) {
          const part = cover[x] ?? 0;
          if (part > 0.002) blend(x, y, paint, Math.min(1, part) * alpha);
        }
      }
    },
    at,
    toPng() {
      const canvas = createCanvas(pixelWidth, pixelHeight);
      canvas.fill(at);
      return canvas.toPng();
    },
  };
}
