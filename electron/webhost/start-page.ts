/**
 * Hands a start code to a browser without showing it to anyone who can list processes: the browser is given a file that
 * only its owner can read, and the file sends it on.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '../host/profile.ts';
import type { Sessions } from './sessions.ts';

export interface StartPage {
  /** Opens the page once; gone when it was used, and after a minute. */
  readonly file: string;
  /** The same as an address. Holds the code: for a terminal or a pipe, never for a command line or a log. */
  readonly url: string;
}

export function createStartPage({ sessions, origin, folder }: { readonly sessions: Sessions; readonly origin: string; readonly folder: string }): StartPage {
  const file = join(folder, `open-${randomUUID()}.html`);
  const code = sessions.issueCode(() => rmSync(file, { force: true }));
  const url = `${origin}/#start=${code}`;
  writePrivateFile(file, `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Skein</title><meta http-equiv="refresh" content="0;url=${url}">\n`);
  return { file, url };
}
