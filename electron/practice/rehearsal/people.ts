import type { ServerOptions } from '../world.ts';

/** The servers of the rehearsal, beside those of the cast. */
export const rehearsalServers: readonly ServerOptions[] = [
  {
    domain: 'tidewater.example',
    kind: 'mastodon-4.2',
    title: 'Tidewater',
    description: 'A small old server by the water. It will close at the end of the season: please move.',
    languages: ['en'],
  },
  { domain: 'gable.example', kind: 'mastodon-4.2', title: 'Gable', description: 'Nobody has paid the bill since winter.', languages: ['en'] },
  {
    domain: 'ember.example',
    kind: 'hollo',
    title: 'Ember',
    description: 'Blogs that talk to the fediverse, but know nothing of moves.',
    languages: ['en'],
    traits: { software: 'wordpress', softwareVersion: '6.8', apiVersion: '0.0.0', takesMoves: false },
  },
  {
    domain: 'saltmine.example',
    kind: 'mastodon-4.5',
    title: 'Saltmine',
    description: 'Loud and proud of it. Some servers have had enough.',
    languages: ['en'],
  },
];

/** Servers that are not there any more. */
export const deadServers: readonly string[] = ['gable.example'];

/** Who rehearses: the full account, and empty ones to move to. */
export const mover = {
  old: 'lena@tidewater.example',
  mastodon: 'lena@kelp.example',
  gotosocial: 'lena@loom.example',
  akkoma: 'lena@sanriku.example',
} as const;

/** Followers of the old account, by server: `name` or `name: Name`. */
export const followers: Readonly<Record<string, readonly string[]>> = {
  'tidewater.example': ['ada: Ada Finch', 'brook: Brook', 'cy: Cy Moran', 'dot: Dot', 'emil: Emil Sand', 'fipps: Fipps'],
  'nordsee.example': ['gesa: Gesa', 'hinnerk: Hinnerk', 'imke: Imke Folkerts', 'jelto: Jelto', 'kea: Kea'],
  'wetlands.example': ['lotte: Lotte', 'milan: Milan', 'noor: Noor', 'otto: Otto Kranz', 'priya: Priya', 'quentin: Quentin', 'rosa: Rosa'],
  'kelp.example': ['sander: Sander', 'tilda: Tilda', 'ulf: Ulf'],
  'loom.example': ['vilma: Vilma', 'wanda: Wanda', 'xaver: Xaver', 'yara: Yara'],
  'sanriku.example': ['zen: Zen', 'haru: はる', 'nagi: なぎ'],
  'fathom.example': ['basma: Basma', 'corin: Corin'],
  'ombu.example': ['delfina: Delfina', 'evaristo: Evaristo'],
  'gable.example': ['ghostly: Ghostly', 'harriet: Harriet', 'inigo: Inigo'],
  'ember.example': ['juno: Juno Writes', 'kestrel: Kestrel Notes', 'lark: Lark & Ink'],
  'saltmine.example': ['magnus: Magnus', 'nix: Nix'],
};

/** Followers who stay behind for reasons of their own. */
export const domainBlocker = 'quentin@wetlands.example';
export const newBlocker = 'ulf@kelp.example';

/** Whom the old account follows, beside some of the cast. */
export const followed = {
  back: ['ada@tidewater.example', 'gesa@nordsee.example', 'imke@nordsee.example', 'noor@wetlands.example', 'vilma@loom.example', 'haru@sanriku.example', 'basma@fathom.example', 'delfina@ombu.example'],
  cast: ['maren@kelp.example', 'rua@kelp.example', 'ines@nordsee.example', 'jule@nordsee.example', 'birdcount@nordsee.example', 'dev@wetlands.example', 'amara@wetlands.example', 'wool@loom.example', 'fern@loom.example', 'atlas@fathom.example', 'teo@ombu.example'],
  dead: 'inigo@gable.example',
  blocked: 'magnus@saltmine.example',
} as const;

/** People with a part in the rehearsal who do not follow. */
export const others = {
  moved: { key: 'joris@nordsee.example', name: 'Joris (moved)', to: 'joris@wetlands.example' },
  deleted: { key: 'arlo@nordsee.example', name: 'Arlo' },
  lockedSoon: { key: 'vera@wetlands.example', name: 'Vera' },
  lockedNever: { key: 'konrad@nordsee.example', name: 'Konrad' },
  asked: { key: 'mora@wetlands.example', name: 'Mora' },
  muted: { key: 'loudly@nordsee.example', name: 'Loudly' },
  mutedForNow: { key: 'matchday@wetlands.example', name: 'Match day' },
  blocked: { key: 'grudge@wetlands.example', name: 'Grudge' },
  blockedToo: { key: 'reply_guy@saltmine.example', name: 'Well, actually' },
} as const;
