import type { PracticeRandom } from '../../random.ts';
import type { Scene } from './scenes.ts';
import { below, box, card, downwards, ellipse, hex, mix, smooth, stroke, turned } from './shapes.ts';
import type { Point, Surface } from './surface.ts';

/** Things on tables and walls: sheets, charts, maps, wool, bread. */

function tally(on: Surface, dice: PracticeRandom, x: number, y: number, count: number, turn: number, pivot: Point): void {
  for (let index = 0; index < count; index += 1) {
    const group = Math.floor(index / 5);
    const at = x + group * 8.5 + (index % 5) * 1.5;
    const line: Point[] = index % 5 === 4 ? [[at - 7.2, y + 4.4 + dice.unit()], [at - 0.2, y - 0.4]] : [[at + dice.unit() * 0.4, y], [at + dice.unit() * 0.5, y + 4.6]];
    on.fill(turned(stroke(line, 0.7, 0.5), pivot[0], pivot[1], turn), hex('#24405a'));
  }
}

/** The sheet of a count, half full, and the glasses it was made with. */
export const tallySheet: Scene = (on, dice) => {
  for (let y = 0; y < 110; y += 11) on.fill(box(-2, y, on.width + 4, 0.5), hex('#4c6360'));
  const middle: Point = [on.width * 0.42, 50];
  const sheet = card(on.width * 0.14, 8, on.width * 0.52, 84, 1.2, -0.09);
  on.fill(sheet.map(([x, y]): Point => [x + 1.6, y + 2]), [10, 20, 24], 0.3);
  on.fill(sheet, hex('#f4eedd'));
  const left = on.width * 0.18;
  for (let row = 0; row < 8; row += 1) {
    const y = 20 + row * 8.4;
    on.fill(turned(box(left, y + 6.6, on.width * 0.44, 0.35), middle[0], middle[1], -0.09), hex('#b9b39f'));
    on.fill(turned(card(left, y + 1.2, 9 + dice.unit() * 6, 1.8, 0.6), middle[0], middle[1], -0.09), hex('#8a8675'));
    tally(on, dice, left + 19, y, dice.between(2, row % 3 === 0 ? 23 : 11), -0.09, middle);
  }
  const x = on.width * 0.78;
  for (const shift of [-9, 9]) {
    on.fill(smooth([[x + shift - 6, 58], [x + shift + 6, 58], [x + shift + 8.4, 96], [x + shift - 8.4, 96]], true), hex('#20262c'));
    on.fill(ellipse(x + shift, 94, 8.6, 6), hex('#0f1418'));
    on.fill(ellipse(x + shift, 93.4, 6.4, 4.2), hex('#40617a'));
    on.fill(ellipse(x + shift - 2, 92, 2.4, 1.3), hex('#a9cbe0'), 0.8);
    on.fill(card(x + shift - 5.6, 50, 11.2, 9, 2), hex('#39424a'));
  }
  on.fill(card(x - 5, 66, 10, 8, 2), hex('#39424a'));
};

/** Land, flats and deep water, with the way across. */
export const chartMap: Scene = (on, dice) => {
  const coast = (shift: number): Point[] => smooth(Array.from({ length: 9 }, (_, index): Point => [on.width * (0.1 + shift) + Math.sin(index * 1.1 + shift * 9) * 9 + dice.unit() * 3, index * 14 - 6]));
  const west = (line: readonly Point[]): Point[] => [...line, [-5, 110], [-5, -10]];
  for (const [shift, colour] of [[0.62, '#b5d3d3'], [0.5, '#cfe0cf'], [0.36, '#dfe3c6'], [0.2, '#c3ce9d'], [0.08, '#9fb37c']] as const) on.fill(west(coast(shift)), hex(colour));
  for (let grid = 12; grid < on.width; grid += 20) on.fill(box(grid, -1, 0.2, 102), hex('#46626b'), 0.4);
  for (let grid = 12; grid < 100; grid += 20) on.fill(box(-1, grid, on.width + 2, 0.2), hex('#46626b'), 0.4);
  const way = smooth([[on.width * 0.14, 84], [on.width * 0.3, 66], [on.width * 0.42, 70], [on.width * 0.56, 40], [on.width * 0.78, 22]]);
  for (let index = 0; index < way.length - 1; index += 2) on.fill(stroke(way.slice(index, index + 2), 1.1), hex('#b8402f'));
  const [first, last] = [way[0], way.at(-1)];
  for (const point of [first, last]) if (point !== undefined) on.fill([ellipse(point[0], point[1], 3), ellipse(point[0], point[1], 1.7)], hex('#b8402f'));
  const rose: Point = [on.width - 16, 80];
  for (let arm = 0; arm < 4; arm += 1) on.fill(turned([[rose[0], rose[1] - 11], [rose[0] + 2, rose[1]], [rose[0] - 2, rose[1]]], rose[0], rose[1], (arm * Math.PI) / 2), hex(arm === 0 ? '#b8402f' : '#34525c'));
};

/** Ten bars that grow shorter, and their trend. */
export const arrivals: Scene = (on, dice) => {
  const [left, step] = [on.width * 0.1, (on.width * 0.82) / 10];
  for (const y of [24, 40, 56, 72]) on.fill(box(left, y, on.width * 0.84, 0.3), hex('#cfd6d8'));
  for (let year = 0; year < 10; year += 1) {
    const top = 26 + year * 3.4 + (dice.unit() - 0.5) * 9;
    on.fill(card(left + year * step + step * 0.18, top, step * 0.64, 88 - top, 1.2), mix(hex('#7fa9bd'), hex('#2c5d78'), year / 9));
  }
  on.fill(stroke([[left + step * 0.5, 24], [left + step * 9.5, 57]], 1.3), hex('#c8452c'));
  on.fill(box(left - 1, 88, on.width * 0.86, 0.7), hex('#39454c'));
  for (let year = 0; year < 10; year += 1) on.fill(card(left + year * step + step * 0.3, 91.5, step * 0.4, 1.8, 0.7), hex('#8b979d'));
  on.fill(card(left, 8, 44, 3.6, 1.2), hex('#2b363c'));
  on.fill(card(left, 14, 30, 2.2, 1), hex('#97a3a8'));
};

/** A day of pressure, wind and rain, as a weather station draws it. */
export const barogram: Scene = (on, dice) => {
  for (let x = 6; x < on.width; x += 10) on.fill(box(x, 0, 0.2, 100), hex('#e3c9a8'));
  for (let y = 6; y < 100; y += 8) on.fill(box(0, y, on.width, y % 24 === 6 ? 0.5 : 0.2), hex('#e3c9a8'));
  let level = 30;
  const line: Point[] = [];
  for (let x = 0; x <= on.width + 4; x += 4) {
    level += (dice.unit() - 0.42 + (x > on.width * 0.62 ? -0.5 : 0.3)) * 5;
    level = Math.min(78, Math.max(16, level));
    line.push([x, level]);
  }
  on.fill(stroke(smooth(line), 1.3), hex('#3a2f86'));
  for (let x = 4; x < on.width; x += 5) on.fill(box(x, 94 - dice.unit() ** 2 * 26, 2.6, 30), hex('#4b86b4'), 0.75);
};

function skein(on: Surface, x: number, colour: string, dice: PracticeRandom): void {
  for (let strand = 0; strand < 9; strand += 1) {
    const spread = (strand - 4) * 1.35;
    const line = smooth([[x + spread * 0.5, 20], [x + spread * 1.15 - 1, 40 + dice.unit() * 2], [x + spread * 1.2 + 1, 60], [x + spread, 78 + dice.unit() * 3]]);
    on.fill(stroke(line, 1.8), mix(hex(colour), strand % 2 === 0 ? [255, 246, 230] : [60, 30, 20], 0.12 + dice.unit() * 0.1));
  }
  on.fill(card(x - 3.4, 30, 6.8, 3.6, 1.2), mix(hex(colour), [40, 24, 18], 0.45));
}

/** Dyed wool on a line, between two showers. */
export const skeins: Scene = (on, dice) => {
  on.fill(below(smooth([[-5, 84], [on.width * 0.5, 80], [on.width + 5, 86]]), on.width), hex('#7f9a6c'));
  on.fill(stroke(smooth([[-3, 17], [on.width * 0.5, 21], [on.width + 3, 16]]), 0.8), hex('#5c544c'));
  const dyes = ['#c98a3a', '#a65a2e', '#7a4a2c', '#d9b25e', '#8f6a3a', '#5e6f52', '#b5754a', '#6d3f36'];
  const space = on.width / 7;
  for (let index = 0; index < 6; index += 1) skein(on, space * (index + 1), dyes[(index + dice.between(0, 7)) % dyes.length] ?? '#c98a3a', dice);
  for (let drop = 0; drop < 60; drop += 1) {
    const [x, y] = [dice.unit() * on.width, dice.unit() * 90];
    on.fill(stroke([[x, y], [x - 0.6, y + 3]], 0.25), [255, 255, 255], 0.5);
  }
};

/** Knitting, stitch by stitch; the colour follows the height of a hill. */
export const knitting: Scene = (on, dice) => {
  const colours = ['#2e4a3f', '#4c7258', '#86a372', '#c9cf9a', '#efe7c8', '#d9a25e'];
  const [peakX, peakY] = [on.width * (0.3 + dice.unit() * 0.4), 30 + dice.unit() * 40];
  const [stitchWidth, stitchHeight] = [4, 3.4];
  for (let row = -1; row * stitchHeight < 102; row += 1) {
    for (let column = -1; column * stitchWidth < on.width + 4; column += 1) {
      const [x, y] = [column * stitchWidth, row * stitchHeight];
      const far = Math.hypot((x - peakX) * 0.8, y - peakY) + Math.sin(x * 0.13) * 5 + Math.cos(y * 0.17) * 5;
      const colour = hex(colours[Math.max(0, colours.length - 1 - Math.floor(far / 13))] ?? '#2e4a3f');
      for (const side of [-1, 1]) on.fill(turned(ellipse(x + side * 1, y, 1.05, 2.5), x + side, y, side * 0.52), mix(colour, side < 0 ? [255, 255, 255] : [0, 0, 0], 0.1));
    }
  }
};

/** A loaf on a board. */
export const loaf: Scene = (on, dice) => {
  on.fill(card(on.width * 0.14, 58, on.width * 0.72, 30, 4), hex('#a9753f'));
  on.fill(box(on.width * 0.14, 80, on.width * 0.72, 3), hex('#8d5d2f'));
  const x = on.width * 0.5;
  on.fill(ellipse(x, 74, 40, 5), [60, 34, 16], 0.35);
  on.fill(smooth([[x - 38, 66], [x - 30, 42], [x, 30], [x + 30, 42], [x + 38, 66], [x, 76]], true), downwards([28, '#d99a4e'], [56, '#b06a2c'], [78, '#7c4419']));
  for (const shift of [-20, -7, 6, 19]) {
    const cut = smooth([[x + shift - 3, 38 + Math.abs(shift) * 0.2], [x + shift + 3, 48], [x + shift + 1, 60]]);
    on.fill(stroke(cut, 4.6, 2), hex('#f0d3a0'));
    on.fill(stroke(cut, 1, 0.6), hex('#b06a2c'), 0.6);
  }
  for (let speck = 0; speck < 130; speck += 1) on.fill(ellipse(x + (dice.unit() - 0.5) * 70, 34 + dice.unit() * 40, 0.5, 0.35), [255, 246, 226], 0.55);
};

/** A cat on a windowsill, looking out at the rain. */
export const windowCat: Scene = (on, dice) => {
  const [left, width] = [on.width * 0.2, on.width * 0.6];
  on.fill(box(left - 3, 4, width + 6, 80), hex('#f3eee2'));
  on.fill(box(left, 8, width, 72), downwards([8, '#8fa4b2'], [80, '#c3ced1']));
  for (let drop = 0; drop < 110; drop += 1) {
    const [x, y] = [left + 1 + dice.unit() * (width - 2), 9 + dice.unit() * 66];
    on.fill(stroke([[x, y], [x - 0.5, y + 2 + dice.unit() * 3]], 0.35), [244, 248, 250], 0.7);
  }
  on.fill(box(left + width / 2 - 1, 8, 2, 72), hex('#f3eee2'));
  on.fill(box(left - 7, 80, width + 14, 6), hex('#e2d8c4'));
  const x = left + width * 0.3;
  on.fill(smooth([[x - 12, 80], [x - 13, 62], [x - 6, 46], [x + 4, 44], [x + 11, 58], [x + 13, 80]], true), hex('#3b3f49'));
  on.fill(ellipse(x - 1, 40, 9, 8), hex('#3b3f49'));
  on.fill([[x - 9.4, 37], [x - 8.4, 26], [x - 2.6, 33]], hex('#3b3f49'));
  on.fill([[x + 7.4, 37], [x + 6.4, 26], [x + 0.6, 33]], hex('#3b3f49'));
  on.fill(stroke(smooth([[x + 11, 79], [x + 24, 82], [x + 30, 92], [x + 26, 98]]), 4, 2.6), hex('#3b3f49'));
  const pot = left + width * 0.8;
  on.fill([[pot - 6, 68], [pot + 6, 68], [pot + 4.4, 80], [pot - 4.4, 80]], hex('#b9603c'));
  for (let leaf = 0; leaf < 9; leaf += 1) on.fill(turned(ellipse(pot, 58, 1.7, 9), pot, 68, (leaf - 4) * 0.27), hex(leaf % 2 === 0 ? '#4f7f4b' : '#6c9a58'));
};

/** Wall tiles, one pattern in two blues. */
export const tiles: Scene = (on, dice) => {
  const [deep, pale, sun] = [hex(dice.pick(['#1f4e8c', '#24606b', '#2b4a7a'])), hex('#8fb2d9'), hex('#e6b34a')];
  const size = 25;
  for (let y = 0; y < 100; y += size) {
    for (let x = 0; x < on.width; x += size) {
      const [midX, midY] = [x + size / 2, y + size / 2];
      on.fill(box(x + 0.3, y + 0.3, size - 0.6, size - 0.6), hex('#f6f3ea'));
      for (let arm = 0; arm < 4; arm += 1) {
        const angle = (arm * Math.PI) / 2;
        on.fill(turned(smooth([[midX, midY], [midX - 4, midY - 7], [midX, midY - 11.5], [midX + 4, midY - 7]], true), midX, midY, angle), deep);
        on.fill(turned(ellipse(midX + 7.4, midY - 7.4, 2.8, 2.8), midX, midY, angle), pale);
        on.fill(turned([[x + 0.3, y + 0.3], [x + 5.4, y + 0.3], [x + 0.3, y + 5.4]], midX, midY, angle), deep);
      }
      on.fill(ellipse(midX, midY, 2.6), sun);
    }
  }
};

/** Mushrooms of an autumn walk, drawn for a field book. */
export const mushrooms: Scene = (on, dice) => {
  on.fill(below(smooth([[-4, 84], [on.width * 0.3, 80], [on.width * 0.7, 86], [on.width + 4, 82]]), on.width), hex('#6f7a4a'));
  for (const [share, size, colour] of [[0.2, 15, '#b8402f'], [0.42, 20, '#9a6234'], [0.64, 12, '#d9a441'], [0.82, 17, '#7d4f3a']] as const) {
    const [x, y] = [on.width * share, 84];
    on.fill(smooth([[x - size * 0.22, y], [x - size * 0.16, y - size * 1.2], [x + size * 0.16, y - size * 1.2], [x + size * 0.26, y], [x, y + 2]], true), hex('#f0e4c8'));
    on.fill(smooth([[x - size, y - size * 1.05], [x - size * 0.62, y - size * 1.95], [x, y - size * 2.3], [x + size * 0.62, y - size * 1.95], [x + size, y - size * 1.05], [x, y - size * 0.9]], true), hex(colour));
    on.fill(ellipse(x, y - size * 1.02, size * 0.86, size * 0.15), mix(hex(colour), [255, 240, 214], 0.55));
    for (let spot = 0; spot < 5; spot += 1) on.fill(ellipse(x + (dice.unit() - 0.5) * size * 1.1, y - size * (1.3 + dice.unit() * 0.7), size * 0.09, size * 0.07), [255, 248, 232], 0.85);
  }
  for (let blade = 0; blade < on.width; blade += 2.3) on.fill(stroke([[blade, 88], [blade + dice.unit() * 3 - 1.5, 77 + dice.unit() * 6]], 0.6, 0.1), hex('#52602f'));
};

/** Grounds the still lifes lie on. */
export const grounds = {
  tallySheet: downwards([0, '#5d7673'], [100, '#4a625f']),
  chartMap: downwards([0, '#93bccb'], [100, '#6fa3ba']),
  arrivals: downwards([0, '#fbfbf8'], [100, '#f3f5f3']),
  barogram: downwards([0, '#fdf3e2'], [100, '#f9ead2']),
  skeins: downwards([0, '#b9c6cc'], [80, '#dfe5e2']),
  knitting: downwards([0, '#24382f'], [100, '#24382f']),
  loaf: downwards([0, '#4a4f58'], [60, '#5d626a'], [100, '#3a3e46']),
  windowCat: downwards([0, '#d9c3a5'], [100, '#c8ad8a']),
  tiles: downwards([0, '#d8d2c2'], [100, '#d8d2c2']),
  mushrooms: downwards([0, '#f4ecd8'], [100, '#e8dcc0']),
} as const;
