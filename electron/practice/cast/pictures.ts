import type { CastPicture } from '../cast-types.ts';
import { blurhashOf } from './art/blurhash.ts';
import { bicycle, geese, harbour, lake, mist, nightLight, paintScene, skies, stars, sunflowers, tram, type Scene } from './art/scenes.ts';
import { arrivals, barogram, chartMap, grounds, knitting, loaf, mushrooms, skeins, tallySheet, tiles, windowCat } from './art/still-lifes.ts';
import type { Paint } from './art/surface.ts';

const scenes = {
  geese: [geese, skies.geese],
  mist: [mist, skies.mist],
  harbour: [harbour, skies.harbour],
  nightLight: [nightLight, skies.nightLight],
  sunflowers: [sunflowers, skies.sunflowers],
  lake: [lake, skies.lake],
  bicycle: [bicycle, skies.bicycle],
  tram: [tram, skies.tram],
  stars: [stars, skies.stars],
  tallySheet: [tallySheet, grounds.tallySheet],
  chartMap: [chartMap, grounds.chartMap],
  arrivals: [arrivals, grounds.arrivals],
  barogram: [barogram, grounds.barogram],
  skeins: [skeins, grounds.skeins],
  knitting: [knitting, grounds.knitting],
  loaf: [loaf, grounds.loaf],
  windowCat: [windowCat, grounds.windowCat],
  tiles: [tiles, grounds.tiles],
  mushrooms: [mushrooms, grounds.mushrooms],
} as const satisfies Readonly<Record<string, readonly [Scene, Paint]>>;

/** Pixels; enough for twelve soft colours, and painted in a moment. */
const thumbnailHeight = 12;

export type SceneName = keyof typeof scenes;

/** A picture of a scene; another `seed` is another evening, another catch, another hill. */
export function picture(scene: SceneName, seed: number, alt: string, width = 960, height = 640): CastPicture {
  const [paint, sky] = scenes[scene];
  const thumbnail = { width: Math.round((width / height) * thumbnailHeight), height: thumbnailHeight };
  return {
    name: `cast-${scene}-${seed}-${width}x${height}.png`,
    width,
    height,
    alt,
    draw: () => paintScene(paint, sky, width, height, seed).toPng(),
    blurhash: () => blurhashOf(thumbnail.width, thumbnail.height, paintScene(paint, sky, thumbnail.width, thumbnail.height, seed).at),
  };
}

const header = (scene: SceneName, seed: number): CastPicture => picture(scene, seed, '', 900, 300);

/** Pictures of profiles; posts name theirs where they are told. */
export const pictures = {
  flats: header('geese', 3),
  sheet: header('tallySheet', 5),
  hill: header('knitting', 11),
  chart: header('chartMap', 2),
  dyke: header('bicycle', 4),
  firstLight: header('lake', 9),
  ridges: header('mist', 6),
  stork: header('sunflowers', 8),
  mistHills: header('mist', 21),
  bike: header('bicycle', 17),
  night: header('nightLight', 13),
  skeins: header('skeins', 4),
  skeinsWarm: header('skeins', 19),
  boats: header('harbour', 12),
  mushrooms: header('mushrooms', 15),
  bread: header('loaf', 7),
  tram: header('tram', 5),
  starNight: header('stars', 23),
  barogram: header('barogram', 31),
  tiles: header('tiles', 14),
  cat: header('windowCat', 10),
} as const;
