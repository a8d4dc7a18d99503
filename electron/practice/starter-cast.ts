import type { Cast, CastAct, CastFactory, CastMember, CastPicture, CastPost, PersonKey } from './cast-types.ts';
import { createCanvas } from './png.ts';
import type { Colour } from './png.ts';
import { createRandom } from './random.ts';

/** Initials would need a font; a person's picture here is a sky, a hill and a sun of their own colours. */
function face(sky: Colour, hill: Colour, sun: Colour): () => Uint8Array<ArrayBuffer> {
  return () => {
    const canvas = createCanvas(128, 128);
    canvas.fill((x, y) => (y > 78 + Math.sin(x / 17) * 12 ? hill : sky));
    canvas.disc(88, 40, 18, sun);
    return canvas.toPng();
  };
}

const tide: CastPicture = {
  name: 'starter-tide.png',
  width: 480,
  height: 320,
  alt: 'Low tide at dusk: grey sand in ripples, a thin line of water, an orange sky.',
  draw() {
    const canvas = createCanvas(480, 320);
    canvas.fill((x, y) =>
      y < 150
        ? [230 - y / 3, 150 - y / 4, 90]
        : y < 175
          ? [90, 120, 150]
          : [140 + Math.sin((x + y * 3) / 14) * 18, 132 + Math.sin((x + y * 3) / 14) * 18, 122],
    );
    return canvas.toPng();
  },
};

const everybody: readonly PersonKey[] = [
  'maren@kelp.example',
  'birdcount@nordsee.example',
  'ines@nordsee.example',
  'tomasz@wattpost.example',
  'yuki@salt.example',
];

const people: readonly CastMember[] = [
  {
    key: 'maren@kelp.example',
    displayName: 'Maren Holt',
    bio: 'Marine biologist. Kelp, tides, too much coffee. Counts birds as @birdcount@nordsee.example',
    language: 'en',
    avatar: face([90, 150, 190], [30, 90, 80], [250, 220, 130]),
    follows: everybody.slice(1),
    fields: [{ name: 'Station', value: 'https://station.kelp.example', verified: true }],
  },
  {
    key: 'birdcount@nordsee.example',
    displayName: 'Bird Count North',
    bio: 'Daily counts from the causeway. #birds',
    language: 'en',
    avatar: face([200, 215, 225], [120, 120, 90], [240, 240, 240]),
    follows: ['maren@kelp.example', 'ines@nordsee.example', 'tomasz@wattpost.example'],
    fields: [],
  },
  {
    key: 'ines@nordsee.example',
    displayName: 'Ines Brandt :wave:',
    bio: 'Fährfrau. Schreibt vom Wasser.',
    language: 'de',
    avatar: face([180, 200, 230], [60, 80, 140], [255, 200, 90]),
    follows: everybody.filter((key) => key !== 'ines@nordsee.example'),
  },
  {
    key: 'tomasz@wattpost.example',
    displayName: 'Tomasz',
    bio: 'Latarnie, mapy, stare radia.',
    language: 'pl',
    avatar: face([60, 60, 90], [30, 30, 40], [255, 240, 150]),
    follows: everybody.filter((key) => key !== 'tomasz@wattpost.example'),
  },
  {
    key: 'yuki@salt.example',
    displayName: 'Yuki 雪',
    bio: '海と塩とパン。',
    language: 'ja',
    avatar: face([245, 220, 225], [150, 90, 110], [220, 70, 80]),
    follows: ['maren@kelp.example', 'ines@nordsee.example'],
    locked: true,
  },
];

const lines: readonly (readonly [PersonKey, string, string])[] = [
  ['ines@nordsee.example', 'de', 'Heute so still, dass man die Seehunde atmen hört. #Wattenmeer'],
  ['tomasz@wattpost.example', 'pl', 'Znalazłem mapę latarni z 1911 roku. Połowy już nie ma.'],
  ['yuki@salt.example', 'ja', '塩パンを焼きました。外はかりかり、中はもちもち。'],
  ['birdcount@nordsee.example', 'en', 'Causeway, morning: 212 dunlin, 34 oystercatchers, 1 very lost flamingo. #birds'],
  ['ines@nordsee.example', 'de', 'Die Fähre um sechs fällt aus. Nebel. Kaffee gibt es trotzdem.'],
  [
    'tomasz@wattpost.example',
    'en',
    'Does anybody still have a schematic for the 1962 harbour receiver? https://radio.example/receivers/harbour/1962/schematics?page=3',
  ],
];

const history: readonly (CastAct & { readonly minutesAgo: number })[] = [
  ...lines.map(([author, language, text], index) => ({
    minutesAgo: 2700 - index * 380,
    kind: 'post' as const,
    post: { key: `line-${index}`, author, language, text },
  })),
  { minutesAgo: 300, kind: 'post', post: { key: 'tide', author: 'ines@nordsee.example', language: 'de', text: 'Ebbe, 18:40.', pictures: [tide] } },
  { minutesAgo: 250, kind: 'boost', by: 'tomasz@wattpost.example', of: 'tide' },
  {
    minutesAgo: 240,
    kind: 'post',
    post: {
      key: 'film',
      author: 'yuki@salt.example',
      language: 'en',
      spoilerText: 'The end of that film',
      text: 'The lighthouse keeper was the ship all along.',
    },
  },
  {
    minutesAgo: 200,
    kind: 'post',
    post: {
      key: 'poll',
      author: 'birdcount@nordsee.example',
      language: 'en',
      text: 'Which count next week?',
      poll: { options: ['Gulls', 'Terns', 'Whatever lands'], hours: 48 },
    },
  },
  { minutesAgo: 190, kind: 'vote', by: 'ines@nordsee.example', of: 'poll', choices: [1] },
  {
    minutesAgo: 120,
    kind: 'post',
    post: { key: 'quote', author: 'ines@nordsee.example', language: 'de', text: 'Flamingo! Ich sage es ja.', quoteOf: 'line-3' },
  },
  {
    minutesAgo: 60,
    kind: 'post',
    post: { key: 'answer', author: 'tomasz@wattpost.example', language: 'en', text: '@ines@nordsee.example where did it go?', replyTo: 'quote' },
  },
  { minutesAgo: 30, kind: 'favourite', by: 'maren@kelp.example', of: 'tide' },
];

/** The act number `index` of the live part. */
function next(seed: number, index: number): CastAct {
  const random = createRandom(seed + index * 7919);
  const [author, language, text] = random.pick([lines[0] ?? (['ines@nordsee.example', 'de', ''] as const), ...lines.slice(1)]);
  if (index % 4 === 3) return { kind: 'boost', by: random.pick(['tomasz@wattpost.example', 'ines@nordsee.example']), of: `live-${index - 1}` };
  const post: CastPost = { key: `live-${index}`, author, language, text: `${text} (${index + 1})` };
  return { kind: 'post', post };
}

/** Five people on four servers: a small world with a little of everything, for tests that want one at once. */
export const starterCast: CastFactory = (seed): Cast => ({
  servers: [
    { domain: 'kelp.example', kind: 'mastodon-4.6', title: 'Kelp', description: 'Sea people and their friends.', languages: ['en'] },
    {
      domain: 'nordsee.example',
      kind: 'mastodon-4.5',
      title: 'Nordsee',
      description: 'Alles von der Küste.',
      languages: ['de'],
      emojis: [{ shortcode: 'wave', category: 'sea', draw: face([60, 120, 200], [20, 60, 150], [255, 255, 255]) }],
    },
    { domain: 'wattpost.example', kind: 'gotosocial', title: 'Wattpost', description: 'A small server on a small island.', languages: ['pl', 'en'] },
    { domain: 'salt.example', kind: 'akkoma', title: 'Salt', description: '塩。', languages: ['ja'] },
  ],
  people,
  history,
  live: { next: (index) => next(seed, index), everyMs: { from: 20_000, to: 40_000 } },
});
