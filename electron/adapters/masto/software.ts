import type { LengthRule, Software } from '../../contract/servers.ts';
import type { ServerProfile, StreamAuth } from '../../core/fediverse.ts';

/** What a server says about itself; each may be missing or made up. */
export interface ServerClaims {
  /** `software.name` of nodeinfo, lower case; empty without nodeinfo. */
  readonly nodeName: string;
  readonly nodeVersion: string;
  /** `version` of the instance endpoint: `4.5.0+glitch`, `2.7.2 (compatible; Akkoma 3.16.0)`. */
  readonly apiVersion: string;
  /** `api_versions.mastodon`; null where absent. 2 = 4.3, 7 = 4.5, 11 = 4.6.1 (Mastodon lib/mastodon/version.rb). */
  readonly apiLevel: number | null;
  readonly isGlitch: boolean;
}

const nodeNames: Readonly<Record<string, Software>> = {
  mastodon: 'mastodon',
  gotosocial: 'gotosocial',
  akkoma: 'akkoma',
  pleroma: 'pleroma',
  hollo: 'hollo',
  mitra: 'mitra',
  sharkey: 'sharkey',
  'iceshrimp.net': 'iceshrimp',
  iceshrimp: 'iceshrimp',
  pixelfed: 'pixelfed',
};

export function detectSoftware(claims: ServerClaims): Software {
  const compatible = /\(compatible; ([\w.-]+)/i.exec(claims.apiVersion)?.[1]?.toLowerCase() ?? '';
  const name = [claims.nodeName, compatible].find((candidate) => Object.hasOwn(nodeNames, candidate));
  const software = name === undefined ? undefined : nodeNames[name];
  if (software === undefined) return 'unknown';
  const glitch = claims.isGlitch || /\+glitch/i.test(claims.apiVersion) || /\+glitch/i.test(claims.nodeVersion);
  return software === 'mastodon' && glitch ? 'glitch' : software;
}

type Capabilities = ServerProfile['capabilities'];
type Traits = Omit<Capabilities, 'oauthMetadata' | 'translation'> & { readonly streaming: boolean; readonly streamAuth: StreamAuth; readonly lengthRule: LengthRule };

const bare: Traits = {
  minId: true,
  statusBatch: false,
  idempotency: 'ignored',
  editing: false,
  scheduling: false,
  quotes: false,
  groupedNotifications: false,
  filtersV2: false,
  streaming: true,
  streamAuth: 'header',
  lengthRule: 'codePoints',
};

/**
 * From the routers and controllers of each server. Idempotency: Akkoma and Pleroma keep error answers too
 * (plugs/idempotency_plug.ex), Mitra forgets on restart; Mitra knows `max_id` only (timelines/types.rs).
 */
const table: Readonly<Record<Exclude<Software, 'mastodon' | 'glitch' | 'unknown'>, Traits>> = {
  gotosocial: { ...bare, editing: true, scheduling: true, filtersV2: true },
  akkoma: { ...bare, statusBatch: true, idempotency: 'unreliable', editing: true, scheduling: true, streamAuth: 'query' },
  pleroma: { ...bare, statusBatch: true, idempotency: 'unreliable', editing: true, scheduling: true, streamAuth: 'query' },
  hollo: { ...bare, idempotency: 'honoured', editing: true, quotes: true, groupedNotifications: true, streaming: false },
  mitra: { ...bare, minId: false, statusBatch: true, idempotency: 'unreliable', editing: true, streaming: false },
  // Its socket speaks Misskey's protocol.
  sharkey: { ...bare, editing: true, streaming: false },
  iceshrimp: { ...bare, idempotency: 'honoured', editing: true, filtersV2: true, streamAuth: 'query' },
  pixelfed: { ...bare, streaming: false },
};

export function traitsOf(software: Software, claims: ServerClaims): Traits {
  if (software !== 'mastodon' && software !== 'glitch' && software !== 'unknown') return table[software];
  const version = parseVersion(claims.apiVersion);
  const level = claims.apiLevel ?? 0;
  return {
    ...bare,
    statusBatch: level >= 2,
    idempotency: software === 'unknown' ? 'unreliable' : mastodonIdempotency(version),
    editing: isAtLeast(version, [4, 0, 0]),
    scheduling: isAtLeast(version, [2, 7, 0]),
    quotes: level >= 7,
    groupedNotifications: level >= 2,
    filtersV2: isAtLeast(version, [4, 0, 0]),
    lengthRule: 'mastodon',
  };
}

/** 4.6.0 to 4.6.5 answer a repeated key with 500 although the first post exists (mastodon#40399). */
function mastodonIdempotency(version: Version): Capabilities['idempotency'] {
  return isAtLeast(version, [4, 6, 0]) && !isAtLeast(version, [4, 6, 6]) ? 'unreliable' : 'honoured';
}

type Version = readonly [number, number, number];

function parseVersion(text: string): Version {
  const [, major = '0', minor = '0', patch = '0'] = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(text) ?? [];
  return [Number(major), Number(minor), Number(patch)];
}

function isAtLeast([major, minor, patch]: Version, [wantedMajor, wantedMinor, wantedPatch]: Version): boolean {
  return (major - wantedMajor || minor - wantedMinor || patch - wantedPatch) >= 0;
}
