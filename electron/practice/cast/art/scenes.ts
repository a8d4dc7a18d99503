import { createRandom, type PracticeRandom } from '../../random.ts';
import { below, box, card, downwards, ellipse, hex, mix, smooth, stroke, turned } from './shapes.ts';
import { createSurface, type Paint, type Point, type Surface } from './surface.ts';

/** Things seen outside. `dice` varies what may vary, so that one scene is many pictures. */
export type Scene = (on: Surface, dice: PracticeRandom) => void;

const ridge = (on: Surface, dice: PracticeRandom, y: number, height: number, step = 9): Point[] =>
  smooth(Array.from({ length: Math.ceil(on.width / step) + 3 }, (_, index) => [(index - 1) * step, y + (dice.unit() - 0.5) * height]));

function bird(x: number, y: number, size: number, lift: number): Point[] {
  return stroke(smooth([[x - size, y - lift], [x - size * 0.4, y - size * 0.34], [x, y], [x + size * 0.4, y - size * 0.34], [x + size, y - lift]]), size * 0.26, size * 0.2);
}

/** A wedge of birds, its point towards the left. */
function wedge(on: Surface, dice: PracticeRandom, x: number, y: number, count: number, colour: string): void {
  for (let index = 0; index < count; index += 1) {
    const arm = index % 2 === 0 ? -0.42 : 0.5;
    const far = Math.ceil(index / 2) * 4.4;
    on.fill(bird(x + far + dice.unit(), y + far * arm + dice.unit(), 2 + dice.unit() * 0.5, dice.unit() * 1.6), hex(colour));
  }
}

function reeds(on: Surface, dice: PracticeRandom, from: number, to: number, ground: number, colour: string): void {
  for (let x = from; x < to; x += 1.1) {
    const top = ground - 8 - dice.unit() * 14;
    on.fill(stroke(smooth([[x, ground + 6], [x + dice.unit() * 2 - 1, (ground + top) / 2], [x + 2 + dice.unit() * 4, top]]), 0.7, 0.2), hex(colour));
  }
}

function glitter(on: Surface, dice: PracticeRandom, x: number, top: number, colour: string): void {
  for (let y = top; y < 100; y += 2.4) {
    const width = 3 + ((y - top) / 3) * (0.5 + dice.unit());
    on.fill(ellipse(x + (dice.unit() - 0.5) * 4, y, width, 0.55), hex(colour), 0.75);
  }
}

/** Geese over the flats at the end of the day. */
export const geese: Scene = (on, dice) => {
  const sunX = on.width * (0.35 + dice.unit() * 0.35);
  on.fill(ellipse(sunX, 66, 22), hex('#ffe2b0'), 0.45);
  on.fill(ellipse(sunX, 68, 10), hex('#fff0cf'));
  on.fill(below(ridge(on, dice, 67, 1.5, 16), on.width), hex('#7d8593'));
  on.fill(box(-2, 70, on.width + 4, 32), downwards([70, '#d79a78'], [84, '#7c8594'], [100, '#3f5265']));
  glitter(on, dice, sunX, 72, '#ffe3b4');
  wedge(on, dice, on.width * 0.2, 24, 19, '#2c3440');
  wedge(on, dice, on.width * 0.55, 38, 9, '#3a4450');
  wedge(on, dice, on.width * 0.72, 14, 7, '#48505c');
  on.fill(below(ridge(on, dice, 93, 2, 14), on.width), hex('#233140'));
  reeds(on, dice, 0, on.width * 0.3, 94, '#1b2733');
};

/** Hills, one behind the other, each paler. */
export const mist: Scene = (on, dice) => {
  for (const [index, colour] of ['#c9d6d8', '#a9bdc2', '#7f9ba3', '#56767f', '#2f4f58'].entries()) {
    on.fill(below(ridge(on, dice, 40 + index * 12, 14 - index, 22 - index * 2), on.width), hex(colour));
    on.fill(box(-2, 49 + index * 12, on.width + 4, 5), [240, 244, 243], 0.12);
  }
  wedge(on, dice, on.width * 0.45, 20, 11, '#47616a');
};

function boat(on: Surface, x: number, y: number, size: number, colour: string): void {
  on.fill([[x - size, y - size * 0.3], [x + size, y - size * 0.3], [x + size * 0.72, y + size * 0.25], [x - size * 0.7, y + size * 0.25]], hex(colour));
  on.fill(box(x - size * 0.1, y - size * 1.9, size * 0.09, size * 1.7), hex('#3d342d'));
  on.fill([[x + size * 0.06, y - size * 1.8], [x + size * 0.75, y - size * 0.5], [x + size * 0.06, y - size * 0.5]], hex('#f4ead6'));
  on.fill([[x - size * 0.8, y + size * 0.3], [x + size * 0.8, y + size * 0.3], [x + size * 0.5, y + size * 0.9], [x - size * 0.5, y + size * 0.9]], hex(colour), 0.25);
}

/** Boats at rest, and the houses behind them. */
export const harbour: Scene = (on, dice) => {
  const walls = ['#c9694c', '#e2b46a', '#8aa2a6', '#efe3cf', '#a9543f', '#6f8a7c'] as const;
  for (let x = 2; x < on.width - 6; x += 13) {
    const top = 34 + dice.unit() * 12;
    on.fill(box(x, top, 11.5, 30), hex(dice.pick(walls)));
    on.fill([[x - 0.6, top], [x + 5.7, top - 8], [x + 12.1, top]], hex('#5b4038'));
    for (const row of [5, 13]) for (const column of [2, 7]) on.fill(box(x + column, top + row, 2.4, 4), hex(dice.unit() < 0.35 ? '#ffe6a3' : '#4a5960'));
  }
  on.fill(box(-2, 62, on.width + 4, 4), hex('#6d6257'));
  on.fill(box(-2, 66, on.width + 4, 36), downwards([66, '#7f9fae'], [100, '#2f5266']));
  for (let y = 69; y < 100; y += 3.3) on.fill(ellipse(on.width * dice.unit(), y, 8 + dice.unit() * 14, 0.4), [226, 238, 240], 0.4);
  for (const [share, y, size] of [[0.2, 74, 6], [0.5, 80, 8], [0.8, 73, 5.5]] as const) boat(on, on.width * share, y, size, dice.pick(['#2e5d7a', '#b8402f', '#35523f']));
};

/** A lamp over the sea at night. */
export const nightLight: Scene = (on, dice) => {
  for (let index = 0; index < 90; index += 1) on.fill(ellipse(dice.unit() * on.width, dice.unit() * 62, 0.2 + dice.unit() * 0.35), [255, 250, 230], 0.4 + dice.unit() * 0.6);
  const x = on.width * 0.72;
  on.fill([[x, 31], [-5, 8], [-5, 30]], hex('#fdf2c4'), 0.4);
  on.fill([[x, 31], [on.width + 5, 24], [on.width + 5, 40]], hex('#fdf2c4'), 0.3);
  on.fill(box(-2, 72, on.width + 4, 30), downwards([72, '#20405c'], [100, '#0d1f33']));
  glitter(on, dice, x, 76, '#dbe4d0');
  on.fill(below([[x - 34, 80], [x - 18, 73], [x, 69], [x + 22, 72], [x + 60, 82]], on.width), hex('#101a26'));
  on.fill([[x - 3, 36], [x + 3, 36], [x + 4.6, 71], [x - 4.6, 71]], hex('#e9e4d8'));
  on.fill([[x - 3.6, 46], [x + 3.6, 46], [x + 4, 54], [x - 4, 54]], hex('#b8402f'));
  on.fill(box(x - 3, 28.5, 6, 7.5), hex('#ffe9a0'));
  on.fill([[x - 4, 28.5], [x, 23], [x + 4, 28.5]], hex('#7e2a20'));
};

/** A stork's nest above a field of sunflowers. */
export const sunflowers: Scene = (on, dice) => {
  on.fill(ellipse(on.width * 0.2, 22, 8), hex('#fff3c2'));
  on.fill(below(ridge(on, dice, 52, 3, 20), on.width), hex('#8fae6a'));
  const pole = on.width * 0.7;
  on.fill(box(pole - 0.7, 26, 1.4, 60), hex('#5a4636'));
  on.fill(ellipse(pole, 26, 8, 2.6), hex('#6d5238'));
  on.fill(smooth([[pole - 4, 22], [pole, 17], [pole + 6, 19], [pole + 8, 23], [pole, 24.5]], true), hex('#f7f6f2'));
  on.fill(smooth([[pole + 4, 20], [pole + 9, 21], [pole + 9, 24], [pole + 4, 23]], true), hex('#22262d'));
  on.fill(stroke(smooth([[pole - 2, 20], [pole - 4, 14], [pole - 3.5, 11]]), 1.8, 1.4), hex('#f7f6f2'));
  on.fill([[pole - 4, 10.4], [pole - 10, 13], [pole - 3.6, 12]], hex('#d5522f'));
  for (let row = 0; row < 5; row += 1) {
    const size = 2.2 + row * 1.1;
    for (let x = dice.unit() * 6; x < on.width + 6; x += size * 2.7) {
      const y = 58 + row * 9.5 + dice.unit() * 4;
      on.fill(stroke([[x, y], [x, y + size * 4]], size * 0.25), hex('#4c7238'));
      for (let petal = 0; petal < 9; petal += 1) on.fill(turned(ellipse(x + size * 0.8, y, size * 0.62, size * 0.26), x, y, (petal / 9) * Math.PI * 2), hex(petal % 2 === 0 ? '#f5c02f' : '#e6a51d'));
      on.fill(ellipse(x, y, size * 0.55), hex('#5a3a1e'));
    }
  }
};

/** Wading birds on a lake at first light. */
export const lake: Scene = (on, dice) => {
  on.fill(ellipse(on.width * 0.3, 46, 9), hex('#ffe9dd'));
  on.fill(below(ridge(on, dice, 48, 6, 18), on.width), hex('#9aa9c2'));
  on.fill(box(-2, 54, on.width + 4, 50), downwards([54, '#f0c9c4'], [76, '#b9a9c6'], [100, '#66719a']));
  glitter(on, dice, on.width * 0.3, 57, '#ffeae0');
  for (let index = 0; index < 9; index += 1) {
    const size = 4 + index * 0.55;
    const x = on.width * (0.12 + 0.8 * dice.unit());
    const y = 58 + index * 3.6;
    on.fill(smooth([[x - size, y], [x, y - size * 0.62], [x + size * 1.1, y - size * 0.1], [x, y + size * 0.35]], true), hex('#f3f1ee'));
    on.fill(smooth([[x, y - size * 0.4], [x + size * 1.2, y - size * 0.05], [x, y + size * 0.15]], true), hex('#8d8b92'));
    on.fill(stroke(smooth([[x - size * 0.8, y], [x - size * 1.15, y - size * 0.8], [x - size * 0.95, y - size * 1.35]]), size * 0.28, size * 0.22), hex('#f3f1ee'));
    on.fill(ellipse(x - size * 1, y - size * 1.4, size * 0.24), hex('#f3f1ee'));
    on.fill(stroke([[x - size * 1.15, y - size * 1.5], [x - size * 0.85, y - size * 1.55]], size * 0.14), hex('#2d2b33'));
    on.fill([[x - size * 1.2, y - size * 1.42], [x - size * 1.7, y - size * 1.25], [x - size * 1.15, y - size * 1.25]], hex('#e8912f'));
  }
};

/** A bicycle against the sky, on the dyke. */
export const bicycle: Scene = (on, dice) => {
  for (let index = 0; index < 5; index += 1) {
    const [x, y] = [on.width * dice.unit(), 14 + dice.unit() * 26];
    for (const shift of [-7, 0, 8]) on.fill(ellipse(x + shift, y - (shift === 0 ? 2 : 0), 8, 4), [255, 255, 255], 0.75);
  }
  on.fill(below(smooth([[-5, 82], [on.width * 0.4, 77], [on.width * 0.75, 78], [on.width + 5, 84]]), on.width), downwards([76, '#7fa35c'], [100, '#4f7a44']));
  const x = on.width * 0.45;
  const wheel = (at: number): void => {
    on.fill([ellipse(at, 66, 11.5), ellipse(at, 66, 10.3)], hex('#23272f'));
    for (let spoke = 0; spoke < 8; spoke += 1) on.fill(turned(box(at - 10, 65.9, 20, 0.25), at, 66, (spoke / 8) * Math.PI), hex('#5d6470'), 0.6);
  };
  wheel(x - 15);
  wheel(x + 17);
  const frame: readonly (readonly [Point, Point])[] = [[[x - 15, 66], [x - 6, 48]], [[x - 6, 48], [x + 12, 47]], [[x, 66], [x - 7, 45]], [[x, 66], [x + 13, 50]], [[x - 15, 66], [x, 66]], [[x + 17, 66], [x + 11, 42]]];
  for (const [from, to] of frame) on.fill(stroke([from, to], 1.5), hex('#b8402f'));
  on.fill(ellipse(x - 7.5, 44, 4.4, 1.3), hex('#23272f'));
  on.fill(stroke(smooth([[x + 11, 42], [x + 7, 40], [x + 4, 42]]), 1.4), hex('#23272f'));
  on.fill(card(x + 12, 46, 12, 9, 1.5), hex('#a97b46'));
  for (let blade = 0; blade < on.width; blade += 1.6) on.fill(stroke([[blade, 84], [blade + dice.unit() * 2 - 1, 77 + dice.unit() * 3]], 0.5, 0.1), hex('#3d6637'));
};

/** A tram going up a street of tiles. */
export const tram: Scene = (on, dice) => {
  for (let x = -2; x < on.width; x += 21) {
    on.fill(box(x, 8 + dice.unit() * 10, 20, 80), hex(dice.pick(['#e9d9bf', '#cfdde4', '#f0c9a6', '#d8b9b0'])));
    for (const y of [24, 44]) for (const shift of [4, 12]) {
      on.fill(card(x + shift, y, 5, 10, 1), hex('#55707c'));
      on.fill(box(x + shift - 0.6, y + 11, 6.2, 1), hex('#39424a'));
    }
  }
  on.fill(box(-2, 80, on.width + 4, 24), hex('#8d8880'));
  for (const y of [88, 95]) on.fill(box(-2, y, on.width + 4, 0.8), hex('#4c4a48'));
  const x = on.width * 0.36;
  on.fill(box(-2, 20, on.width + 4, 0.4), hex('#3a3d42'));
  on.fill(stroke([[x + 22, 43], [x + 27, 20]], 0.8), hex('#3a3d42'));
  on.fill(card(x, 42, 46, 42, 3), hex('#f2c230'));
  on.fill(box(x, 42, 46, 4), hex('#f7f3e6'));
  for (const shift of [4, 15, 26, 37]) on.fill(card(x + shift - 1, 50, 8.5, 13, 1), hex('#3f5d6d'));
  on.fill(box(x, 70, 46, 3), hex('#f7f3e6'));
  for (const shift of [10, 35]) on.fill(ellipse(x + shift, 86, 4.6), hex('#2c2e33'));
  on.fill(ellipse(x + 23, 77, 2.2), hex('#fff6cf'));
};

/** Stars, with the lines people draw between them. */
export const stars: Scene = (on, dice) => {
  for (let index = 0; index < 260; index += 1) on.fill(ellipse(dice.unit() * on.width, dice.unit() * 100, 0.12 + dice.unit() ** 3 * 0.5), mix([190, 210, 255], [255, 244, 214], dice.unit()), 0.35 + dice.unit() * 0.6);
  const figure: Point[] = Array.from({ length: 7 }, (_, index): Point => [on.width * (0.2 + index * 0.1), 34 + dice.unit() * 30]);
  for (let index = 0; index + 1 < figure.length; index += 1) on.fill(stroke([figure[index] ?? [0, 0], figure[index + 1] ?? [0, 0]], 0.3), hex('#9fb8e6'), 0.6);
  for (const [x, y] of figure) on.fill(ellipse(x, y, 1.1), hex('#fffbe8'));
  on.fill(below(ridge(on, dice, 88, 5, 12), on.width), hex('#0a0f1c'));
};

/** Skies of the scenes, painted first. */
export const skies = {
  geese: downwards([0, '#6f8fae'], [30, '#b3a9a8'], [52, '#efb58a'], [70, '#f7c98f']),
  mist: downwards([0, '#dfe6e6'], [60, '#eef0ea'], [100, '#dfe6e6']),
  harbour: downwards([0, '#a9c4d2'], [60, '#e6e3d6']),
  nightLight: downwards([0, '#0b1526'], [75, '#24466a']),
  sunflowers: downwards([0, '#7fb4d8'], [55, '#dcecf0']),
  lake: downwards([0, '#8ea3c8'], [30, '#d8b8c4'], [54, '#ffd9c2']),
  bicycle: downwards([0, '#7db0d6'], [80, '#d9ecf2']),
  tram: downwards([0, '#9cc3dd'], [40, '#e4eef2']),
  stars: downwards([0, '#0d1430'], [80, '#2a3a66'], [100, '#3a4a72']),
} as const satisfies Readonly<Record<string, Paint>>;

export function paintScene(scene: Scene, sky: Paint, width: number, height: number, seed: number): Surface {
  const on = createSurface(width, height, sky);
  scene(on, createRandom(seed));
  return on;
}
