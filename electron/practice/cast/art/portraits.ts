import { ellipse, hex, mix, smooth, stroke, box } from './shapes.ts';
import { createSurface, type Point, type Surface } from './surface.ts';

export type HairStyle = 'short' | 'bun' | 'long' | 'bob' | 'curly' | 'bald' | 'cap' | 'scarf' | 'waves' | 'braid' | 'quiff' | 'turban';

export interface Portrait {
  readonly ground: string;
  readonly skin: string;
  readonly hair: string;
  readonly style: HairStyle;
  readonly clothes: string;
  readonly glasses?: boolean;
  readonly beard?: 'full' | 'stubble' | 'moustache';
}

const shade = (colour: string, share: number): ReturnType<typeof hex> => mix(hex(colour), [20, 24, 40], share);
const light = (colour: string, share: number): ReturnType<typeof hex> => mix(hex(colour), [255, 250, 240], share);

/** What lies behind head and shoulders. */
const backHair: Readonly<Record<HairStyle, readonly (readonly Point[])[]>> = {
  short: [],
  quiff: [],
  bald: [],
  cap: [ellipse(50, 46, 23, 22)],
  turban: [],
  bun: [ellipse(50, 14, 10, 9), ellipse(50, 39, 24, 23)],
  long: [smooth([[27, 40], [30, 20], [50, 13], [70, 20], [73, 40], [76, 84], [62, 88], [38, 88], [24, 84]], true)],
  bob: [smooth([[25, 46], [28, 22], [50, 14], [72, 22], [75, 46], [75, 64], [64, 66], [36, 66], [25, 64]], true)],
  curly: [ellipse(50, 36, 30, 27), ellipse(26, 46, 10, 12), ellipse(74, 46, 10, 12), ellipse(33, 18, 11), ellipse(50, 13, 11), ellipse(67, 18, 11)],
  waves: [smooth([[26, 40], [32, 18], [50, 13], [68, 18], [74, 40], [80, 56], [74, 72], [79, 86], [60, 80], [40, 80], [21, 86], [26, 72], [20, 56]], true)],
  braid: [ellipse(50, 38, 25, 24), ellipse(76, 58, 6, 8), ellipse(78, 70, 5.5, 8), ellipse(78, 82, 5, 8)],
  scarf: [smooth([[22, 46], [27, 20], [50, 10], [73, 20], [78, 46], [80, 76], [70, 92], [30, 92], [20, 76]], true)],
};

/** What falls over the forehead. */
const frontHair: Readonly<Record<HairStyle, readonly (readonly Point[])[]>> = {
  short: [smooth([[28, 42], [29, 24], [42, 16], [58, 16], [71, 24], [72, 42], [68, 32], [55, 27], [40, 29], [32, 33]], true)],
  quiff: [smooth([[29, 40], [29, 24], [38, 12], [58, 9], [73, 18], [71, 40], [68, 30], [58, 25], [46, 27], [33, 30]], true)],
  bald: [],
  cap: [smooth([[26, 35], [29, 18], [50, 11], [71, 18], [74, 35], [62, 31], [38, 31]], true)],
  turban: [smooth([[24, 36], [27, 16], [42, 6], [60, 6], [74, 16], [76, 36], [64, 29], [50, 32], [36, 29]], true)],
  bun: [smooth([[28, 40], [30, 23], [44, 17], [57, 17], [70, 23], [72, 40], [66, 30], [50, 24], [35, 30]], true)],
  long: [smooth([[28, 46], [30, 22], [50, 16], [70, 22], [72, 46], [67, 34], [56, 24], [46, 32], [33, 37]], true)],
  bob: [smooth([[28, 40], [31, 22], [50, 16], [69, 22], [72, 40], [66, 37], [50, 35], [34, 37]], true)],
  curly: [ellipse(36, 23, 9, 8), ellipse(49, 19, 10, 8), ellipse(63, 23, 9, 8)],
  waves: [smooth([[27, 46], [30, 22], [50, 15], [70, 22], [73, 46], [66, 38], [60, 26], [48, 24], [36, 32]], true)],
  braid: [smooth([[27, 42], [30, 22], [50, 15], [70, 22], [73, 42], [64, 33], [50, 23], [40, 30], [32, 35]], true)],
  scarf: [[...ellipse(50, 46, 25, 30), [75, 46]]],
};

function paintFace(on: Surface, { skin, hair, beard, style }: Portrait): void {
  on.fill(box(42, 60, 16, 20), shade(skin, 0.16));
  on.fill(smooth([[29, 42], [32, 27], [50, 21], [68, 27], [71, 42], [67, 60], [57, 69], [50, 71], [43, 69], [33, 60]], true), hex(skin));
  if (style !== 'scarf') for (const x of [28.5, 71.5]) on.fill(ellipse(x, 47, 3.6, 5.4), shade(skin, 0.08));
  on.fill(ellipse(36, 54, 5, 3.2), mix(hex(skin), [224, 96, 84], 0.3), 0.6);
  on.fill(ellipse(64, 54, 5, 3.2), mix(hex(skin), [224, 96, 84], 0.3), 0.6);
  if (beard === 'full') on.fill(smooth([[29, 45], [34, 56], [43, 57], [50, 55], [57, 57], [66, 56], [71, 45], [69, 63], [60, 75], [50, 78], [40, 75], [31, 63]], true), hex(hair));
  if (beard === 'stubble') on.fill(smooth([[31, 52], [38, 58], [50, 57], [62, 58], [69, 52], [66, 62], [57, 70], [50, 72], [43, 70], [34, 62]], true), hex(hair), 0.35);
  if (beard === 'moustache') on.fill(smooth([[39, 59], [44, 55.5], [50, 57], [56, 55.5], [61, 59], [50, 60]], true), hex(hair));
}

function paintFeatures(on: Surface, { skin, hair, glasses, beard }: Portrait): void {
  const ink = mix(hex(hair), [24, 22, 28], 0.75);
  for (const x of [41, 59]) {
    on.fill(ellipse(x, 46, 2.2, 2.7), ink);
    on.fill(ellipse(x + 0.7, 45.1, 0.7), [255, 255, 255]);
    on.fill(stroke(smooth([[x - 4.2, 41], [x, 39.4], [x + 4.2, 40.6]]), 1.5, 0.9), ink, 0.85);
  }
  on.fill(stroke(smooth([[50.5, 46], [52, 52], [49, 53.4]]), 1.1), shade(skin, 0.3));
  on.fill(stroke(smooth([[43.5, 60.5], [50, 64], [56.5, 60.5]]), 1.7, 1.2), beard === 'full' ? light(skin, 0.25) : mix(shade(skin, 0.3), [176, 58, 60], 0.5));
  if (glasses !== true) return;
  for (const x of [40.5, 59.5]) on.fill([ellipse(x, 46, 7.4, 6.4), ellipse(x, 46, 6.2, 5.2)], [38, 38, 46]);
  on.fill(stroke([[47, 45], [53, 45]], 1.2), [38, 38, 46]);
}

/** Somebody's head and shoulders. */
export function drawPortrait(portrait: Portrait, pixels = 160): Uint8Array<ArrayBuffer> {
  const { ground, clothes, hair, style } = portrait;
  const on = createSurface(pixels, pixels, (_x, y) => mix(light(ground, 0.16), hex(ground), y / 100));
  const hairPaint = style === 'scarf' || style === 'turban' ? hex(hair) : (_x: number, y: number) => mix(light(hair, 0.12), hex(hair), y / 60);
  for (const outline of backHair[style]) on.fill(outline, style === 'cap' ? shade(hair, 0.3) : shade(hair, 0.12));
  on.fill(smooth([[8, 106], [14, 86], [34, 77], [50, 80], [66, 77], [86, 86], [92, 106]], true), hex(clothes));
  on.fill(smooth([[36, 77], [50, 88], [64, 77], [60, 92], [50, 97], [40, 92]], true), shade(clothes, 0.18));
  if (style === 'scarf') on.fill(frontHair.scarf[0] ?? [], shade(hair, 0.06));
  paintFace(on, portrait);
  paintFeatures(on, portrait);
  if (style === 'scarf') on.fill([ellipse(50, 44, 29, 34), ellipse(50, 46.5, 20.5, 25)], hex(hair));
  else for (const outline of frontHair[style]) on.fill(outline, hairPaint);
  if (style === 'cap') on.fill(smooth([[24, 33], [50, 28], [76, 33], [80, 38], [50, 34], [20, 38]], true), shade(hair, 0.25));
  if (style === 'turban') for (const y of [14, 21]) on.fill(stroke(smooth([[27, y + 10], [50, y], [73, y + 10]]), 1.2), shade(hair, 0.25));
  return on.toPng();
}
