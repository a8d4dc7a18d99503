import type { CastServer } from '../cast-types.ts';
import { drawEmblem } from './art/emblems.ts';

const emojiPixels = 64;

/** Seven small servers of six kinds, so that trying the app out meets what real life is made of. */
export const servers: readonly CastServer[] = [
  {
    domain: 'kelp.example',
    kind: 'mastodon-4.6',
    title: 'Kelp',
    description: 'Marine stations, piers, and the people who stay after the visitors have gone home.',
    languages: ['en', 'de'],
    emojis: [
      { shortcode: 'kelp', category: 'Sea', draw: () => drawEmblem('kelp', '#123a5a', '#0d2a44', emojiPixels) },
      { shortcode: 'lighthouse', category: 'Sea', draw: () => drawEmblem('lighthouse', '#23486a', '#4f7fa0', emojiPixels) },
      { shortcode: 'radio_mast', category: 'Pier', draw: () => drawEmblem('radio', '#24425c', '#3a5f80', emojiPixels) },
    ],
  },
  {
    domain: 'nordsee.example',
    kind: 'mastodon-4.5',
    title: 'Nordsee',
    description: 'Alles von der Küste: Fähren, Vögel, Wetter, Kuchen.',
    languages: ['de', 'en'],
    emojis: [
      { shortcode: 'wave', category: 'Wasser', draw: () => drawEmblem('tide', '#16324a', '#1f4a66', emojiPixels) },
      { shortcode: 'tee', category: 'Küche', draw: () => drawEmblem('cup', '#c9754a', '#8d4a2c', emojiPixels) },
      { shortcode: 'vogel', category: 'Tiere', draw: () => drawEmblem('bird', '#cfe8dc', '#a9d2c0', emojiPixels) },
    ],
  },
  {
    domain: 'wetlands.example',
    kind: 'mastodon-4.5',
    title: 'Wetlands',
    description: 'Lakes, marshes and those who wade in them. Wet boots, dry wit.',
    languages: ['en', 'uk', 'hi', 'pl', 'fr'],
    emojis: [{ shortcode: 'fern', category: 'Plants', draw: () => drawEmblem('fern', '#eef2dc', '#dbe6c2', emojiPixels) }],
  },
  {
    domain: 'loom.example',
    kind: 'gotosocial',
    title: 'Loom',
    description: 'Wool, paper, wood, and the patience they take.',
    languages: ['en', 'de', 'sv'],
    emojis: [
      { shortcode: 'yarn', category: 'Wool', draw: () => drawEmblem('yarn', '#f9dcec', '#f0c2dc', emojiPixels) },
      { shortcode: 'stripes', category: 'Wool', draw: () => drawEmblem('loom', '#efe6d6', '#e3d6c0', emojiPixels) },
    ],
  },
  {
    domain: 'fathom.example',
    kind: 'hollo',
    title: 'Fathom',
    description: 'Maps, charts and lessons about where things are.',
    languages: ['en', 'ar', 'de'],
  },
  {
    domain: 'sanriku.example',
    kind: 'akkoma',
    title: '三陸だより',
    description: '海と山とパンの話。',
    languages: ['ja'],
    emojis: [{ shortcode: 'pan', category: '台所', draw: () => drawEmblem('cup', '#b06a2c', '#7c4419', emojiPixels) }],
  },
  {
    domain: 'ombu.example',
    kind: 'mitra',
    title: 'Ombú',
    description: 'Un patio con sombra. Se habla español, portugués y gato.',
    languages: ['es', 'pt', 'en'],
  },
];
