import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import type { MediaPath } from './ids.ts';

export type Software = 'mastodon' | 'glitch' | 'gotosocial' | 'akkoma' | 'pleroma' | 'hollo' | 'mitra' | 'sharkey' | 'iceshrimp' | 'pixelfed' | 'unknown';

export interface ServerSummary {
  /** Host (and port, where not 443) the API is at. */
  readonly apiHost: string;
  /** The domain of its people's handles; may differ from `apiHost`. */
  readonly domain: string;
  readonly title: string;
  readonly description: string;
  readonly software: Software;
  readonly version: string;
  readonly thumbnail: MediaPath | null;
  /** People active this month; null where the server does not say. */
  readonly activeUsers: number | null;
  readonly registrationsOpen: boolean | null;
  readonly practice: boolean;
}

/** How a server counts the length of a post: see `core/compose/length.ts`. */
export type LengthRule = 'mastodon' | 'codePoints';

/** What a server allows, with its defaults filled in where it does not say. Bytes, characters, milliseconds. */
export interface ServerLimits {
  readonly maxCharacters: number;
  readonly lengthRule: LengthRule;
  /** Characters one link counts as (rule `mastodon` only). */
  readonly charactersPerUrl: number;
  readonly maxMedia: number;
  readonly maxDescription: number;
  readonly imageBytes: number;
  readonly videoBytes: number;
  readonly mimeTypes: readonly string[];
  /** Absent in what an older Skein stored, until the server is asked again. */
  readonly writing?: WritingExtras;
  readonly poll: { readonly maxOptions: number; readonly maxOptionCharacters: number; readonly minExpirationMs: number; readonly maxExpirationMs: number };
}

/** What else a post may carry. `localOnly`: it can be kept on its server. `formats`: MIME types of a text, empty where there is no choice. */
export interface WritingExtras {
  readonly scheduling: boolean;
  readonly quotes: boolean;
  readonly quotePolicies: boolean;
  readonly localOnly: boolean;
  /** It posts nothing that would reach others than those it is told. Absent in what an older Skein stored. */
  readonly guardsMentions?: boolean;
  readonly formats: readonly string[];
}

export const serverCalls = {
  /** Looks at what was typed: `host`, `https://host/…`, `@me@host`, `me@host`, `host:port`. */
  'servers.check': call({ input: v.strictObject({ address: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)) }), output: returns<ServerSummary>() }),
  /** Starting points for someone without an instance in mind. Nothing is fetched. */
  'servers.suggestions': call({ input: nothing, output: returns<readonly { readonly host: string; readonly about: string }[]>() }),
  /** Starts the practice fediverse inside this app, signs two of its people in and answers when their homes are readable. */
  'servers.startPractice': call({ input: nothing, output: returns<{ readonly accounts: number }>() }),
};
