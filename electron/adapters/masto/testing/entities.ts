import type { MediaPath } from '../../../contract/index.ts';
import type { ServerProfile } from '../../../core/fediverse.ts';
import type { ParseContext } from '../parse-context.ts';
import { createMediaPath } from '../parse-context.ts';

export const mediaLinks = { toPath: (url: string): MediaPath => `media/${url}` as MediaPath };

export const context: ParseContext = {
  domain: 'kelp.example',
  apiBase: 'https://api.kelp.example',
  mediaPath: createMediaPath({ mediaLinks, apiBase: 'https://api.kelp.example', plainOrigins: () => ['http://127.0.0.2:4000'] }),
};

export function rawAccount(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: '7', username: 'ana', acct: 'ana', display_name: 'Ana', url: 'https://kelp.example/@ana', uri: 'https://kelp.example/users/ana', avatar: 'https://kelp.example/a.png', emojis: [], ...more };
}

export function rawStatus(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: '109',
    uri: 'https://kelp.example/users/ana/statuses/109',
    url: 'https://kelp.example/@ana/109',
    created_at: '2026-11-22T10:00:00.000Z',
    visibility: 'public',
    content: '<p>hello</p>',
    account: rawAccount(),
    ...more,
  };
}

export function profile(more: Partial<ServerProfile> = {}): ServerProfile {
  return {
    summary: { apiHost: 'api.kelp.example', domain: 'kelp.example', title: 'Kelp', description: '', software: 'mastodon', version: '4.5.0', thumbnail: null, activeUsers: null, registrationsOpen: null, practice: false },
    limits: {
      maxCharacters: 500,
      lengthRule: 'mastodon',
      charactersPerUrl: 23,
      maxMedia: 4,
      maxDescription: 1500,
      imageBytes: 1,
      videoBytes: 1,
      mimeTypes: ['image/png'],
      poll: { maxOptions: 4, maxOptionCharacters: 50, minExpirationMs: 1, maxExpirationMs: 2 },
    },
    apiBase: 'https://api.kelp.example',
    streamingBase: 'wss://stream.kelp.example',
    streamAuth: 'header',
    capabilities: {
      minId: true,
      statusBatch: true,
      idempotency: 'honoured',
      editing: true,
      scheduling: true,
      quotes: true,
      translation: true,
      groupedNotifications: true,
      filtersV2: true,
      oauthMetadata: true,
    },
    checkedAt: 0,
    ...more,
  };
}
