import { EventEmitter } from 'node:events';
import { WebSocket } from 'ws';

type Params = Record<string, unknown>;

/** Chromium's debugging protocol, just enough. Emits `method` with (params, sessionId). */
export interface Cdp extends EventEmitter {
  send(method: string, params?: Params, sessionId?: string): Promise<Params>;
}

export async function connectCdp(address: string): Promise<Cdp> {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, (answer: Params) => void>();
  let sent = 0;
  const cdp: Cdp = Object.assign(new EventEmitter(), {
    send(method: string, params: Params = {}, sessionId?: string) {
      sent += 1;
      socket.send(JSON.stringify({ id: sent, method, params, sessionId }));
      // A page that is gone answers with an error; what was asked of it is moot then.
      return new Promise<Params>((resolve) => waiting.set(sent, resolve));
    },
  });
  socket.on('message', (data: Buffer) => {
    const message: { id?: number; result?: Params; method?: string; params?: Params; sessionId?: string } = JSON.parse(data.toString());
    if (message.id !== undefined) waiting.get(message.id)?.(message.result ?? {});
    else if (message.method !== undefined) cdp.emit(message.method, message.params, message.sessionId);
  });
  return cdp;
}
