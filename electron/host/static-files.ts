/**
 * The built page (`dist/renderer`) for both hosts. Only plain names below the root are served; everything that could
 * mean another place (`..`, encoded or not, backslash, NUL, links out of the folder) is simply not there.
 */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface StaticFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface StaticFiles {
  /** `pathname` as it stands in the URL, still encoded. Null when there is no such file. */
  read(pathname: string): Promise<StaticFile | null>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Letters, digits, `_`, `-` and inner dots: what the bundler writes, and nothing that needs decoding. */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

export function createStaticFiles(root: string): StaticFiles {
  return {
    async read(pathname) {
      const name = pathname === '/' ? '/index.html' : pathname;
      const type = types[extname(name)];
      if (!plainPath.test(name) || type === undefined) return null;
      try {
        const realRoot = await realpath(root);
        const file = await realpath(join(realRoot, name));
        if (!file.startsWith(realRoot + sep)) return null;
        return { body: await readFile(file), headers: { 'content-type': type, 'cache-control': cacheControl(name) } };
      } catch {
        return null;
      }
    },
  };
}

/** Files below `assets/` carry their content's hash in their name. */
function cacheControl(name: string): string {
  return name.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store';
}
