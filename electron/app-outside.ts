import { join } from 'node:path';
import { createArchiveFolders } from './adapters/archive/archive-files.ts';
import { createAttachments } from './adapters/attachments/attachments.ts';
import { createFediverse, userAgentOf } from './adapters/masto/fediverse.ts';
import { createPublicReader } from './adapters/masto/public-reader.ts';
import { createMediaLinks } from './adapters/media/media-links.ts';
import { createMediaProxy, openMediaFile } from './adapters/media/media-proxy.ts';
import { createLoopbackListener } from './adapters/net/loopback-listener.ts';
import { createNet } from './adapters/net/net.ts';
import type { AppError } from './contract/index.ts';
import type { PracticeWorld, Random, SettingsStore } from './core/ports.ts';
import type { AppBase } from './app-base.ts';

/** One picture, video or sound for the renderer, as an HTTP answer of the app's own origin. */
export interface MediaAnswer {
  readonly status: number;
  /** Names in lower case; content type, length, range, caching and `nosniff` are set. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

export interface MediaRequest {
  /** The `Range` header. */
  readonly range?: string;
  readonly signal?: AbortSignal;
}

const identity = { appName: 'Skein', website: 'https://skein.example' };
/** What the browser shows when it comes back from the server. */
const signedInPage = { language: 'en', title: 'Back to Skein', text: 'You can close this page and go on in Skein.' };

/** The adapters that reach servers. */
export function createOutside({ clock, random, log, stores, version, dataDir, allowPrivateHosts }: AppBase) {
  let practiceServers: PracticeWorld['servers'] = [];
  const userAgent = userAgentOf({ ...identity, appVersion: version });
  const net = createNet({ allowPrivateHosts, allowedOrigins: () => practiceServers.map(({ origin }) => origin), userAgent, log });
  const mediaLinks = createMediaLinks({ key: mediaKey(stores.settings, random) });
  return {
    net,
    loopback: createLoopbackListener({ page: signedInPage }),
    attachments: createAttachments({ dir: join(dataDir, 'attachments') }),
    archives: createArchiveFolders({ dir: join(dataDir, 'archives') }),
    media: createMediaProxy({ net, links: mediaLinks, dir: join(dataDir, 'media'), clock }),
    fediverse: createFediverse({ net, clock, log, mediaLinks, ...identity, appVersion: version, origins: () => practiceServers }),
    reader: createPublicReader({ net, clock, userAgent, origins: () => practiceServers }),
    allowServers: (servers: PracticeWorld['servers']): void => void (practiceServers = servers),
  };
}

export type Outside = ReturnType<typeof createOutside>;

/** Paths made with it are stored in the cache, so it lasts as long as the profile. */
function mediaKey(settings: SettingsStore, random: Random): string {
  const stored = settings.get('mediaKey');
  if (typeof stored === 'string') return stored;
  const key = random.token(32);
  settings.set('mediaKey', key);
  return key;
}

export async function serveMedia({ media, attachments, archives }: Pick<Outside, 'media' | 'attachments' | 'archives'>, path: string, request: MediaRequest): Promise<MediaAnswer> {
  const own = attachments.fileAt(path) ?? (await archives.fileAt(path));
  const file = own === null ? await media.get(path, request) : await openMediaFile(own, request.range);
  if (!file.ok) return { status: mediaStatus(file.error), headers: { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }, body: null };
  const { status, headers, contentType, body } = file.value;
  return { status, headers: { ...headers, 'content-type': contentType }, body };
}

function mediaStatus(error: AppError): number {
  if (error.kind === 'notFound') return 404;
  return error.kind === 'offline' ? 504 : 502;
}
