import type { MediaPath } from '../../contract/index.ts';
import type { MediaLinks } from '../../core/ports.ts';

/** What parsers need to know about the server an answer came from. */
export interface ParseContext {
  /** Domain of the server's own people: completes a bare `acct`. */
  readonly domain: string;
  /** `https://host[:port]`; relative addresses hang from it. */
  readonly apiBase: string;
  /** The app's own path for a remote file; null when the address is not one the app would fetch. */
  mediaPath(url: unknown): MediaPath | null;
}

export interface MediaPathOptions {
  readonly mediaLinks: MediaLinks;
  readonly apiBase: string;
  /** Origins that may be plain http: the practice servers. */
  readonly plainOrigins: () => readonly string[];
}

export function createMediaPath({ mediaLinks, apiBase, plainOrigins }: MediaPathOptions): ParseContext['mediaPath'] {
  return (value) => {
    if (typeof value !== 'string' || value === '' || value.length > 4096) return null;
    const url = URL.parse(value, apiBase);
    if (url === null || url.username !== '' || url.password !== '') return null;
    const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && plainOrigins().includes(url.origin));
    return allowed ? mediaLinks.toPath(url.href) : null;
  };
}
