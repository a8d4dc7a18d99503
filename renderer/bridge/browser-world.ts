import type { SocketWorld } from './socket-link.ts';

const tokenKey = 'skein.token';

/** The real browser for `createSocketLink`. The token lives in this tab only: a cookie would be sent to every port of 127.0.0.1. */
export function createBrowserWorld(page: Window): SocketWorld {
  return {
    takeStartCode() {
      const code = new URLSearchParams(page.location.hash.slice(1)).get('start');
      if (code !== null) page.history.replaceState(null, '', page.location.pathname);
      return code;
    },
    readToken: () => page.sessionStorage.getItem(tokenKey),
    keepToken(token) {
      if (token === null) page.sessionStorage.removeItem(tokenKey);
      else page.sessionStorage.setItem(tokenKey, token);
    },
    async exchange(code) {
      try {
        const response = await page.fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) });
        if (response.status === 429) return { later: true };
        const body: unknown = response.ok ? await response.json() : null;
        const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : null;
        return typeof token === 'string' ? { token } : { refused: true };
      } catch {
        return { later: true };
      }
    },
    open(handlers) {
      const socket = new WebSocket(`ws://${page.location.host}/socket`);
      socket.addEventListener('open', () => handlers.opened());
      socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') handlers.message(event.data);
      });
      socket.addEventListener('close', (event) => handlers.closed(event.code));
      return { send: (text) => socket.send(text), close: () => socket.close() };
    },
    after(delayMs, run) {
      const timer = page.setTimeout(run, delayMs);
      return () => page.clearTimeout(timer);
    },
    now: () => Date.now(),
    nonce: () => crypto.randomUUID(),
  };
}
