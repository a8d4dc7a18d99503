import { below, box, card, downwards, ellipse, hex, mix, smooth, stroke, turned } from './shapes.ts';
import { createSurface, type Point, type Surface } from './surface.ts';

const wave = (y: number, height: number, length: number, shift: number, width = 100): Point[] =>
  smooth(Array.from({ length: Math.ceil(width / length) + 4 }, (_, index) => [(index - 1) * length + shift, y + (index % 2 === 0 ? height : -height)]));

/** Pictures that stand for a group, a bot or a shy person. Each paints on a square of 100. */
const emblems = {
  tide(on: Surface) {
    on.fill(ellipse(66, 30, 13), hex('#f3e3b2'));
    for (const [index, colour] of ['#2f5d78', '#3f7d94', '#67a6b2', '#a9cfcd'].entries()) on.fill(below(wave(50 + index * 13, 3.2, 17, index * 6), 100), hex(colour));
  },
  kelp(on: Surface) {
    for (const [index, x] of [22, 38, 54, 70, 84].entries()) {
      const line = smooth(Array.from({ length: 7 }, (_, step): Point => [x + Math.sin(step * 1.3 + index) * 5, 104 - step * (11 + (index % 3) * 3)]));
      on.fill(stroke(line, 3, 1), hex(index % 2 === 0 ? '#7fd0b5' : '#4fae9f'));
      for (let step = 8; step < line.length - 4; step += 7) {
        const [px, py] = line[step] ?? [0, 0];
        on.fill(ellipse(px + 5, py, 5, 2.2, -0.6), hex('#9be0c3'));
        on.fill(ellipse(px - 5, py + 3, 5, 2.2, 0.6), hex('#63bfa8'));
      }
    }
  },
  rings(on: Surface) {
    for (let ring = 9; ring > 0; ring -= 1) {
      const outline = ellipse(51, 50, ring * 5.2 + 1, ring * 4.9).map(([x, y], index): Point => [x + Math.sin(index * 0.9 + ring) * 0.9, y + Math.cos(index * 0.7) * 0.8]);
      on.fill(outline, hex(ring % 2 === 0 ? '#c8663a' : '#f3ddc0'));
    }
  },
  yarn(on: Surface) {
    on.fill(ellipse(50, 52, 33), hex('#b3307f'));
    for (let index = -3; index <= 3; index += 1) {
      on.fill(stroke(smooth([[22 + Math.abs(index) * 2, 52 + index * 8], [50, 40 + index * 9], [78 - Math.abs(index) * 2, 50 + index * 8]]), 1.5), hex('#f1b6d6'));
    }
    for (let index = -1; index <= 2; index += 1) on.fill(stroke(smooth([[30 + index * 9, 28 + Math.abs(index - 0.5) * 2], [44 + index * 8, 50], [36 + index * 11, 78 - Math.abs(index) * 3]]), 1.5), hex('#7d1857'));
    on.fill(stroke(smooth([[70, 76], [82, 86], [70, 93], [54, 88], [40, 96]]), 2.2), hex('#b3307f'));
  },
  bird(on: Surface) {
    on.fill(below(wave(82, 2, 14, 3), 100), hex('#2f6b55'));
    on.fill(smooth([[16, 58], [30, 46], [48, 42], [60, 30], [72, 28], [79, 35], [76, 48], [66, 62], [48, 70], [32, 66]], true), hex('#1f3b3a'));
    on.fill(smooth([[34, 56], [48, 48], [62, 52], [56, 62], [42, 64]], true), hex('#4c8574'));
    on.fill([[78, 34], [90, 38], [78, 40]], hex('#e0a030'));
    on.fill(ellipse(71, 35, 1.9), hex('#f6f2e6'));
    for (const x of [46, 54]) on.fill(stroke([[x, 68], [x + 1, 82]], 1.8), hex('#e0a030'));
  },
  lighthouse(on: Surface) {
    on.fill([[50, 30], [104, 12], [104, 46]], hex('#fdf3c9'), 0.55);
    on.fill([[50, 30], [-4, 12], [-4, 46]], hex('#fdf3c9'), 0.55);
    on.fill(below(wave(84, 2.5, 15, 0), 100), hex('#2b5a7a'));
    on.fill([[42, 36], [58, 36], [63, 86], [37, 86]], hex('#f7f1e6'));
    for (const [top, inset] of [[46, 1.1], [62, 2.6]] as const) on.fill([[42 - inset, top], [58 + inset, top], [59 + inset * 1.2, top + 9], [41 - inset * 1.2, top + 9]], hex('#b8402f'));
    on.fill(box(41, 25, 18, 11), hex('#3a3f4c'));
    on.fill(ellipse(50, 30, 4.5), hex('#ffe08a'));
    on.fill([[39, 25], [50, 15], [61, 25]], hex('#b8402f'));
  },
  contours(on: Surface) {
    for (let ring = 7; ring > 0; ring -= 1) {
      const outline = smooth(Array.from({ length: 9 }, (_, index): Point => {
        const angle = (index / 9) * Math.PI * 2;
        const radius = ring * 6.6 * (1 + 0.22 * Math.sin(angle * 2 + ring * 0.35) + 0.1 * Math.cos(angle * 3));
        return [46 + Math.cos(angle) * radius * 1.15, 54 + Math.sin(angle) * radius];
      }), true);
      on.fill(outline, mix(hex('#dfe8d2'), hex('#5d8a63'), 1 - ring / 7));
      on.fill([outline, outline.map(([x, y]): Point => [46 + (x - 46) * 0.975, 54 + (y - 54) * 0.975])], hex('#33523b'), 0.6);
    }
    on.fill(smooth([[72, 26], [78, 18], [84, 26], [78, 38]], true), hex('#c8452c'));
    on.fill(ellipse(78, 25, 2.2), hex('#fff6ec'));
  },
  fern(on: Surface) {
    const stem = smooth([[30, 96], [42, 68], [52, 40], [68, 12]]);
    on.fill(stroke(stem, 2.2, 0.8), hex('#2f5b36'));
    for (let step = 3; step < stem.length - 1; step += 2) {
      const [x, y] = stem[step] ?? [0, 0];
      const size = 15 * (1 - step / stem.length) + 2;
      on.fill(ellipse(x - size * 0.75, y - size * 0.22, size * 0.8, size * 0.2, 0.45), hex('#5b8f4b'));
      on.fill(ellipse(x + size * 0.8, y + size * 0.02, size * 0.8, size * 0.2, -0.75), hex('#79ab5c'));
    }
  },
  cat(on: Surface) {
    on.fill([[24, 44], [26, 12], [46, 32]], hex('#d8dbe0'));
    on.fill([[76, 44], [74, 12], [54, 32]], hex('#d8dbe0'));
    on.fill(smooth([[20, 56], [26, 38], [50, 30], [74, 38], [80, 56], [72, 78], [50, 86], [28, 78]], true), hex('#eceef1'));
    for (const x of [37, 63]) {
      on.fill(ellipse(x, 54, 6, 6.6), hex('#e3b23c'));
      on.fill(ellipse(x, 54, 1.7, 5.6), hex('#23262e'));
    }
    on.fill([[46, 65], [54, 65], [50, 70]], hex('#d98d94'));
    for (const side of [-1, 1]) for (const lift of [-3, 1, 5]) on.fill(stroke([[50 + side * 9, 69 + lift * 0.4], [50 + side * 34, 66 + lift * 1.8]], 0.8), hex('#7d828c'));
  },
  comet(on: Surface) {
    for (let index = 0; index < 46; index += 1) on.fill(ellipse((index * 37.7) % 100, (index * 61.3) % 100, 0.35 + (index % 4) * 0.25), hex('#f4f0dc'), 0.5 + (index % 5) * 0.1);
    on.fill([[30, 72], [92, 8], [38, 80]], hex('#a9c7f0'), 0.5);
    on.fill([[31, 74], [80, 22], [37, 79]], hex('#e8f1ff'), 0.75);
    on.fill(ellipse(33, 76, 7.5), hex('#fffbe8'));
  },
  cup(on: Surface) {
    for (const x of [40, 52, 62]) on.fill(stroke(smooth([[x, 36], [x + 4, 28], [x - 3, 20], [x + 2, 10]]), 2.4, 0.6), hex('#ffffff'), 0.65);
    on.fill([ellipse(76, 58, 13, 12), ellipse(76, 58, 8, 7)], hex('#f4ead8'));
    on.fill(smooth([[24, 44], [76, 44], [74, 66], [62, 80], [38, 80], [26, 66]], true), hex('#f4ead8'));
    on.fill(ellipse(50, 44.5, 26, 6), hex('#7a3f1d'));
    on.fill(ellipse(50, 86, 34, 5), hex('#e2d2b8'));
  },
  loom(on: Surface) {
    const yarns = ['#7c4a2d', '#c9753d', '#e3a857', '#5e7f95', '#31566b'];
    for (let row = 0; row < 5; row += 1) {
      const line = smooth(Array.from({ length: 8 }, (_, index): Point => [8 + index * 12, 24 + row * 13 + (index % 2 === 0 ? 3 : -3)]));
      on.fill(stroke(line, 8), hex(yarns[row] ?? '#000000'));
      on.fill(stroke(line.map(([x, y]): Point => [x, y - 1.6]), 1.2), [255, 255, 255], 0.35);
    }
  },
  radio(on: Surface) {
    for (const [index, radius] of [40, 30, 20].entries()) on.fill([ellipse(50, 40, radius), ellipse(50, 40, radius - 3.4)], hex(['#8fb8d8', '#b4d2e8', '#dcebf5'][index] ?? '#ffffff'));
    on.fill([[48.6, 40], [51.4, 40], [60, 96], [40, 96]], hex('#f2f4f7'));
    for (const y of [58, 72, 86]) on.fill(box(44 - (y - 58) * 0.08, y, 12 + (y - 58) * 0.16, 2), hex('#3c5468'));
    on.fill(ellipse(50, 40, 6), hex('#e2583e'));
  },
  book(on: Surface) {
    on.fill(card(20, 22, 60, 60, 3, -0.08), hex('#8d2f3c'));
    on.fill(card(25, 22, 55, 56, 2, -0.08), hex('#f5efe0'));
    on.fill(card(20, 18, 58, 58, 3, -0.08), hex('#b5404d'));
    on.fill(turned(box(34, 30, 32, 3), 50, 47, -0.08), hex('#f2d7a0'));
    on.fill(turned(box(38, 38, 24, 2), 50, 47, -0.08), hex('#f2d7a0'));
    on.fill(turned(ellipse(50, 58, 7), 50, 47, -0.08), hex('#f2d7a0'));
  },
} as const;

export type EmblemName = keyof typeof emblems;

export function drawEmblem(name: EmblemName, top: string, bottom: string, pixels = 160): Uint8Array<ArrayBuffer> {
  const on = createSurface(pixels, pixels, downwards([0, top], [100, bottom]));
  emblems[name](on);
  return on.toPng();
}
