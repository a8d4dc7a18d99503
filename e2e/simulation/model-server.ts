/** Servers as the simulation knows them: what they hold is the truth the checker goes by. */
import type { AccountKey } from '../../electron/contract/ids.ts';
import type { ServerProfile } from '../../electron/core/fediverse.ts';
import { sampleProfile } from '../../electron/core/testing/samples.ts';
import type { Note } from './notes.ts';

/** What sets server software apart, as far as homes and streams go. */
export interface Flavour {
  readonly name: 'mastodon' | 'gotosocial' | 'akkoma' | 'mitra';
  /** `receipt`: a late post gets a new id and stands on top; `publication`: it stands where its date belongs. */
  readonly idsDatedBy: 'receipt' | 'publication';
  readonly makeId: (timeMs: number, serial: number) => string;
  readonly minId: boolean;
  readonly batch: boolean;
  /** Notifications come in groups. */
  readonly grouped: boolean;
  readonly streaming: boolean;
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function inBase(alphabet: string, value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let place = 0; place < length; place += 1) {
    text = alphabet.charAt(rest % alphabet.length) + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}

export const flavours: Readonly<Record<Flavour['name'], Flavour>> = {
  mastodon: { name: 'mastodon', idsDatedBy: 'receipt', makeId: (time, serial) => String((BigInt(Math.floor(time)) << 16n) + BigInt(serial % 65_536)), minId: true, batch: true, grouped: true, streaming: true },
  gotosocial: { name: 'gotosocial', idsDatedBy: 'publication', makeId: (time, serial) => `${inBase(crockford, time, 10)}${inBase(crockford, serial, 16)}`, minId: true, batch: false, grouped: false, streaming: true },
  akkoma: { name: 'akkoma', idsDatedBy: 'receipt', makeId: (time, serial) => `${inBase(base62, time, 9)}${inBase(base62, serial, 9)}`, minId: true, batch: false, grouped: false, streaming: true },
  mitra: { name: 'mitra', idsDatedBy: 'receipt', makeId: (time, serial) => `019${inBase('0123456789abcdef', time, 12)}-7${inBase('0123456789abcdef', serial, 11)}`, minId: false, batch: false, grouped: false, streaming: false },
};

export interface Post {
  readonly uri: string;
  readonly author: string;
  readonly createdAt: number;
  text: string;
  editedAt: number | null;
  deleted: boolean;
  /** When it was last edited or deleted, true time. */
  changedAt: number;
}

export interface HomeLine {
  readonly id: string;
  readonly post: Post;
  readonly booster: string | null;
  readonly createdAt: number;
  readonly arrivedAt: number;
  /** Came in below other lines: no cursor points to it. */
  readonly late: boolean;
  /** Its event was swallowed by a stream that answers pings and is dead all the same. */
  swallowed: boolean;
}

export interface ModelAccount {
  readonly key: AccountKey;
  readonly name: string;
  readonly token: string;
  readonly server: ModelServer;
  /** In the server's order, newest first. */
  readonly home: HomeLine[];
  /** Newest first. */
  readonly inbox: Note[];
  /** The sign-in was ended on the server. */
  revoked: boolean;
  /** The feed is being rebuilt until then. */
  rebuildingUntil: number;
  /** Posts whose edit or delete was swallowed by a dead stream: nothing but the hourly sweep can tell. */
  readonly swallowed: Set<Post>;
}

export interface ModelServer {
  readonly host: string;
  readonly flavour: Flavour;
  readonly accounts: ModelAccount[];
  /** The server's clock minus true time, ms. */
  clockOffMs: number;
  /** Lines a home keeps. */
  readonly window: number;
  /** Lines a page holds at most, whatever is asked for. */
  readonly page: number;
  newId(time: number): string;
  statusId(post: Post, time: number): string;
  postOf(id: string): Post | null;
  profile(): ServerProfile;
}

export function createModelServer(host: string, flavour: Flavour, { window, page }: Pick<ModelServer, 'window' | 'page'>): ModelServer {
  const ids = new Map<Post, string>();
  const posts = new Map<string, Post>();
  let serial = 0;
  const server: ModelServer = {
    host,
    flavour,
    accounts: [],
    clockOffMs: 0,
    window,
    page,
    newId: (time) => flavour.makeId(time, (serial += 1)),
    statusId(post, time) {
      const known = ids.get(post);
      if (known !== undefined) return known;
      const id = server.newId(flavour.idsDatedBy === 'receipt' ? time : post.createdAt);
      ids.set(post, id);
      posts.set(id, post);
      return id;
    },
    postOf: (id) => posts.get(id) ?? null,
    profile() {
      const profile = sampleProfile({ streamingBase: flavour.streaming ? `wss://${host}` : null, capabilities: { minId: flavour.minId, statusBatch: flavour.batch, groupedNotifications: flavour.grouped } });
      return { ...profile, apiBase: `https://${host}`, summary: { ...profile.summary, apiHost: host, domain: host, software: flavour.name } };
    },
  };
  return server;
}

export function addAccount(server: ModelServer, name: string): ModelAccount {
  const account: ModelAccount = { key: `${server.host}/${name}` as AccountKey, name, token: `secret-${name}-${server.host}`, server, home: [], inbox: [], revoked: false, rebuildingUntil: 0, swallowed: new Set() };
  server.accounts.push(account);
  return account;
}

/** Puts a post, or a boost of it, into an account's home. Null where it is there already. */
export function deliver(account: ModelAccount, post: Post, booster: string | null, time: number): HomeLine | null {
  const { server, home } = account;
  if (home.some((line) => line.post === post && (line.booster === booster || booster === null))) return null;
  const inner = server.statusId(post, time);
  const id = booster === null ? inner : server.newId(time);
  if (home.some((line) => line.id === id)) return null;
  const index = home.findIndex((line) => line.id < id);
  const place = index < 0 ? home.length : index;
  const line: HomeLine = { id, post, booster, createdAt: booster === null ? post.createdAt : time, arrivedAt: time, late: place > 0, swallowed: false };
  home.splice(place, 0, line);
  home.splice(server.window);
  return home.includes(line) ? line : null;
}

export const personJson = (name: string): Record<string, unknown> => ({ id: name, username: name, acct: `${name}@people.example`, display_name: name, url: `https://people.example/@${name}`, uri: `https://people.example/users/${name}`, emojis: [] });

export function statusJson(server: ModelServer, post: Post, time: number): Record<string, unknown> {
  return {
    id: server.statusId(post, time),
    uri: post.uri,
    url: post.uri,
    created_at: new Date(post.createdAt).toISOString(),
    edited_at: post.editedAt === null ? null : new Date(post.editedAt).toISOString(),
    visibility: 'public',
    content: `<p>${post.text}</p>`,
    account: personJson(post.author),
    favourited: false,
    reblogged: false,
    media_attachments: [],
  };
}

export function lineJson(server: ModelServer, line: HomeLine, time: number): Record<string, unknown> {
  const inner = statusJson(server, line.post, time);
  if (line.booster === null) return inner;
  return { ...inner, id: line.id, uri: `https://people.example/boosts/${line.id}`, created_at: new Date(line.createdAt).toISOString(), account: personJson(line.booster), reblog: inner };
}
