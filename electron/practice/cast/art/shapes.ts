import type { Colour } from '../../png.ts';
import type { Point } from './surface.ts';

/** `#rrggbb` as channels. */
export function hex(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function mix(from: Colour, to: Colour, share: number): Colour {
  const part = Math.min(1, Math.max(0, share));
  const channel = (index: 0 | 1 | 2): number => from[index] + (to[index] - from[index]) * part;
  return [channel(0), channel(1), channel(2)];
}

/** Colours from top to bottom, each at its height. */
export function downwards(...stops: readonly (readonly [y: number, colour: string])[]): (x: number, y: number) => Colour {
  const list = stops.map(([y, colour]) => [y, hex(colour)] as const);
  return (_x, y) => {
    const next = list.findIndex(([at]) => at >= y);
    const [toY, to] = list[next === -1 ? list.length - 1 : next] ?? [0, [0, 0, 0] as Colour];
    const [fromY, from] = list[next === -1 ? list.length - 1 : Math.max(0, next - 1)] ?? [0, to];
    return mix(from, to, toY === fromY ? 1 : (y - fromY) / (toY - fromY));
  };
}

export function ellipse(x: number, y: number, radiusX: number, radiusY = radiusX, turn = 0): Point[] {
  const corners = 56;
  return Array.from({ length: corners }, (_, index) => {
    const angle = (index / corners) * Math.PI * 2;
    const [dx, dy] = [Math.cos(angle) * radiusX, Math.sin(angle) * radiusY];
    return [x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)] as const;
  });
}

export function box(x: number, y: number, width: number, height: number): Point[] {
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
}

/** A box with round corners, turned about its middle. */
export function card(x: number, y: number, width: number, height: number, radius: number, turn = 0): Point[] {
  const corners = [[x + width - radius, y + radius, -90], [x + width - radius, y + height - radius, 0], [x + radius, y + height - radius, 90], [x + radius, y + radius, 180]] as const;
  const outline = corners.flatMap(([cornerX, cornerY, from]) =>
    Array.from({ length: 7 }, (_, index) => {
      const angle = ((from + index * 15) * Math.PI) / 180;
      return [cornerX + Math.cos(angle) * radius, cornerY + Math.sin(angle) * radius] as const;
    }),
  );
  return turned(outline, x + width / 2, y + height / 2, turn);
}

export function turned(outline: readonly Point[], x: number, y: number, turn: number): Point[] {
  return outline.map(([px, py]) => [x + (px - x) * Math.cos(turn) - (py - y) * Math.sin(turn), y + (px - x) * Math.sin(turn) + (py - y) * Math.cos(turn)]);
}

/** A smooth line through all points (Catmull-Rom), `closed` for a smooth shape. */
export function smooth(points: readonly Point[], closed = false): Point[] {
  const at = (index: number): Point => {
    const inside = closed ? (index + points.length) % points.length : Math.min(points.length - 1, Math.max(0, index));
    return points[inside] ?? [0, 0];
  };
  const steps = 10;
  const spans = closed ? points.length : points.length - 1;
  const line = Array.from({ length: spans * steps }, (_, index): Point => {
    const span = Math.floor(index / steps);
    const t = (index % steps) / steps;
    const [a, b, c, d] = [at(span - 1), at(span), at(span + 1), at(span + 2)];
    const along = (axis: 0 | 1): number =>
      0.5 * (2 * b[axis] + (c[axis] - a[axis]) * t + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t);
    return [along(0), along(1)];
  });
  return closed ? line : [...line, at(points.length - 1)];
}

/** The outline of a line drawn with a pen; its width runs from `width` to `endWidth`. */
export function stroke(line: readonly Point[], width: number, endWidth = width): Point[] {
  const sides = line.map((point, index) => {
    const [before, after] = [line[Math.max(0, index - 1)] ?? point, line[Math.min(line.length - 1, index + 1)] ?? point];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const half = (width + ((endWidth - width) * index) / Math.max(1, line.length - 1)) / 2 / (Math.hypot(dx, dy) || 1);
    return [[point[0] - dy * half, point[1] + dx * half] as Point, [point[0] + dy * half, point[1] - dx * half] as Point] as const;
  });
  return [...sides.map(([left]) => left), ...sides.map(([, right]) => right).toReversed()];
}

/** Everything below a line, down to the lower edge. */
export function below(line: readonly Point[], width: number): Point[] {
  return [...line, [width + 5, 105], [-5, 105]];
}
