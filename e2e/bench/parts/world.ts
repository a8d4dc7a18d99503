import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPracticeWorld, startPracticeServers, type PracticeWorld, type RunningServer } from '../../../electron/practice/index.ts';
import { createCanvas } from '../../../electron/practice/png.ts';
import { pictures } from './frames.ts';

export interface BenchWorld {
  readonly practice: PracticeWorld;
  readonly servers: readonly RunningServer[];
  /** `{servers, signIns}` as a practice thread tells them. */
  readonly summary: { readonly servers: readonly { readonly domain: string; readonly origin: string }[]; readonly signIns: readonly { readonly origin: string; readonly token: string; readonly clientId: string; readonly clientSecret: string }[] };
  readonly mediaOrigin: string;
  /** Somebody posts whom only the reader of this server follows. */
  post(server: number, text: string): void;
  /** Says it on the stream of the server's one reader. */
  send(server: number, frame: string): void;
  /** Hands the sign-ins to an app that was staged for tests. */
  tell(dataDir: string): void;
  close(): Promise<void>;
}

/** Practice servers on sockets, each with one reader and one writer the reader follows. */
export async function startBenchWorld(seed: number, accounts: number): Promise<BenchWorld> {
  const domains = Array.from({ length: accounts }, (_, index) => `bench${index}.example`);
  const practice = createPracticeWorld({ seed, reproducible: true, rateLimits: false, deliveryMs: { from: 0, to: 1 }, oracleLimit: 100, servers: domains.map((domain) => ({ domain, kind: 'mastodon-4.5' })) });
  for (const domain of domains) {
    practice.addPerson(domain, { username: 'reader', displayName: `Reader of ${domain}` });
    practice.addPerson(domain, { username: 'writer', displayName: `Writer of ${domain}` });
    practice.follow(`reader@${domain}`, `writer@${domain}`);
  }
  drawPictures(practice);
  const started = await startPracticeServers(practice);
  const { servers } = practice;
  const summary = {
    servers: servers.map(({ domain, origin }) => ({ domain, origin })),
    signIns: domains.map((domain) => practice.signIn(`reader@${domain}`)),
  };
  return {
    practice,
    servers,
    summary,
    mediaOrigin: servers[0]?.origin ?? '',
    post: (server, text) => void practice.post(`writer@${domains[server] ?? ''}`, text),
    send: (server, frame) => servers[server]?.streams.sendRaw(frame),
    tell: (dataDir) => writeFileSync(join(dataDir, 'test-servers.json'), JSON.stringify(summary)),
    close: () => started.close(),
  };
}

function drawPictures({ inner }: PracticeWorld): void {
  for (let n = 0; n < pictures; n += 1) {
    inner.core.files.draw(`avatar-${n}.png`, 'image/png', () => {
      const canvas = createCanvas(96, 96);
      canvas.fill((x, y) => [(n * 37 + x) % 256, (n * 91 + y) % 256, (n * 53) % 256]);
      canvas.disc(48, 48, 24, [240, 240, 240]);
      return canvas.toPng();
    });
  }
}
