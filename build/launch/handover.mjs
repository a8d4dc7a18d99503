/** A second start on a profile that is in use: ask the running webhost for one more window. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

const answerTimeoutMs = 1_500;

/** `{ url, file, pid, dataDir }`, or null when no webhost runs on this profile (a killed one leaves its announcement). */
export async function askRunningHost(dataDir) {
  const running = readAnnouncement(dataDir);
  if (running === null) return null;
  const page = await post(`${running.origin}/handover`, running);
  return page === null ? null : { ...page, pid: running.pid, dataDir };
}

function readAnnouncement(dataDir) {
  try {
    const running = JSON.parse(readFileSync(join(dataDir, 'run/host.json'), 'utf8'));
    return typeof running.origin === 'string' && typeof running.key === 'string' ? running : null;
  } catch {
    return null;
  }
}

function post(url, { origin, key }) {
  return new Promise((resolve) => {
    const asked = request(url, { method: 'POST', headers: { origin, authorization: `Bearer ${key}` }, timeout: answerTimeoutMs }, (answer) => resolve(readPage(answer)));
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(null));
    asked.end();
  });
}

async function readPage(answer) {
  try {
    const text = (await answer.setEncoding('utf8').toArray()).join('');
    return answer.statusCode === 200 ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
