/**
 * The practice fediverse as a process of its own: a worker thread of the app, or by hand
 * (`node electron/practice/main.ts --port 4001 --data practice.json`).
 */
import { parseArgs } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { startDefaultWorld } from './default-world.ts';
import type { DefaultWorld, DefaultWorldOptions } from './default-world.ts';

function summary(started: DefaultWorld) {
  return {
    servers: started.servers,
    signIns: started.signIns.map(({ origin, token, clientId, clientSecret }) => ({ origin, token, clientId, clientSecret })),
  };
}

function optionsOf(value: unknown): DefaultWorldOptions {
  const given: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const { dataFile, seed } = given;
  return { ...(typeof dataFile === 'string' ? { dataFile } : {}), ...(typeof seed === 'number' ? { seed } : {}) };
}

/**
 * `workerData` is `{dataFile?, seed?}`. The thread says `{ready: {servers, signIns}}` once its servers listen, and again
 * at each message `'world'`; at `'close'` it saves, says `{closed: true}` and ends. A failed start is the thread's `error` event.
 */
async function runAsWorker(port: NonNullable<typeof parentPort>): Promise<void> {
  const started = await startDefaultWorld(optionsOf(workerData));
  port.on('message', (message: unknown) => {
    if (message === 'world') port.postMessage({ ready: summary(started) });
    if (message !== 'close') return;
    void started.close().then(() => {
      port.postMessage({ closed: true });
      port.close();
    });
  });
  port.postMessage({ ready: summary(started) });
}

async function runByHand(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' }, seed: { type: 'string' } } });
  const started = await startDefaultWorld({
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(values.data === undefined ? {} : { dataFile: values.data }),
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  });
  console.log(JSON.stringify(summary(started), null, 2));
  const end = () => void started.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

if (parentPort) await runAsWorker(parentPort);
else await runByHand();
