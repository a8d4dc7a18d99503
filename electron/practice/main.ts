/**
 * The practice fediverse as a process of its own: a worker thread of the app, or by hand
 * (`node electron/practice/main.ts --port 4001 --data practice.json`).
 */
import { parseArgs } from 'node:util';
import { isMainThread, parentPort } from 'node:worker_threads';
import { startDefaultWorld } from './default-world.ts';
import type { DefaultWorld, DefaultWorldOptions } from './default-world.ts';

function summary(started: DefaultWorld) {
  return { servers: started.servers, signIns: started.signIns.map(({ origin, token, clientId, clientSecret }) => ({ origin, token, clientId, clientSecret })) };
}

function isMessage(value: unknown): value is { readonly type: string; readonly dataFile?: unknown; readonly seed?: unknown } {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/**
 * Messages in: `{type:'start', dataFile?, seed?}`, `{type:'stop'}`. Messages out: `{type:'started', servers, signIns}`,
 * `{type:'failed', message}`, `{type:'stopped'}`.
 */
function runAsWorker(port: NonNullable<typeof parentPort>): void {
  let running: Promise<DefaultWorld> | null = null;
  port.on('message', (message: unknown) => {
    if (!isMessage(message)) return;
    if (message.type === 'start') {
      const options: DefaultWorldOptions = {
        ...(typeof message.dataFile === 'string' ? { dataFile: message.dataFile } : {}), ...(typeof message.seed === 'number' ? { seed: message.seed } : {}),
      };
      running ??= startDefaultWorld(options);
      running.then(
        (started) => port.postMessage({ type: 'started', ...summary(started) }),
        (error: unknown) => port.postMessage({ type: 'failed', message: String(error) }),
      );
    }
    if (message.type === 'stop') {
      const closing = running?.then((started) => started.close()) ?? Promise.resolve();
      closing.catch(() => {}).finally(() => {
        port.postMessage({ type: 'stopped' });
        port.close();
      });
    }
  });
}

async function runByHand(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' }, seed: { type: 'string' } } });
  const started = await startDefaultWorld({
    ...(values.port === undefined ? {} : { port: Number(values.port) }), ...(values.data === undefined ? {} : { dataFile: values.data }), ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  });
  console.log(JSON.stringify(summary(started), null, 2));
  const end = () => void started.close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

if (parentPort) runAsWorker(parentPort);
else if (isMainThread) await runByHand();
