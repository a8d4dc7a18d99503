/** The browser of the tests. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const known = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const packages = ['chromium', 'chromium-headless-shell'];

export function hasChromium() {
  const chosen = process.env.SKEIN_CHROMIUM;
  return chosen === undefined ? known.some((path) => existsSync(path)) : existsSync(chosen);
}

/** Installs it where that needs nobody's leave (root on Debian). Answers null, or what a person has to do. */
export function ensureChromium() {
  if (hasChromium()) return null;
  const advice = `The browser tests need Chromium: apt-get install -y ${packages.join(' ')}\nor set SKEIN_CHROMIUM to the path of one.`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return advice;
  console.log(`Installing ${packages.join(' and ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: 'inherit', env });
  return hasChromium() ? null : advice;
}
