/** What runs inside the page before its own scripts: the two halves of `contextBridge`, joined by events on the document. */

/** Main world: builds the exposed object out of its keys. Functions in arguments become numbers that the other half calls. */
export const mainWorld = `(() => {
  const waiting = new Map(), callbacks = new Map(); let count = 0;
  const listen = (type, run) => document.addEventListener('double:' + type, (event) => run(...JSON.parse(event.detail)));
  const tell = (type, ...args) => document.dispatchEvent(new CustomEvent('double:' + type, { detail: JSON.stringify(args) }));
  const pack = (arg) => typeof arg === 'function' ? (callbacks.set(++count, arg), { callback: count }) : { value: arg };
  const ask = (path, args) => new Promise((resolve) => { waiting.set(++count, resolve); tell('call', count, path, args.map(pack)); });
  listen('expose', (name, keys) => {
    const exposed = Object.fromEntries(keys.map((key) => [key, (...args) => {
      if (!args.some((arg) => typeof arg === 'function')) return ask(key, args);
      const stop = ask(key, args);
      return () => void stop.then((handle) => ask('double:stop', [handle]));
    }]));
    Object.defineProperty(window, name, { value: Object.freeze(exposed) });
  });
  listen('answer', (id, value) => { waiting.get(id)?.(value); waiting.delete(id); });
  listen('callback', (id, ...args) => callbacks.get(id)?.(...args));
})()`;

/** The preload's own world: its \`require('electron')\`, then the preload. */
export function preloadWorld(preload: string): string {
  return `(() => {
    const waiting = new Map(), stops = new Map(), channels = new Map(); let count = 0;
    const listen = (type, run) => document.addEventListener('double:' + type, (event) => run(...JSON.parse(event.detail)));
    const tell = (type, ...args) => document.dispatchEvent(new CustomEvent('double:' + type, { detail: JSON.stringify(args) }));
    globalThis.doubleAnswer = (id, value) => { waiting.get(id)?.(value); waiting.delete(id); };
    globalThis.doubleEvent = (channel, ...args) => { for (const listener of channels.get(channel) ?? []) listener({}, ...args); };
    const ipcRenderer = {
      invoke: (channel, ...args) => new Promise((resolve) => { waiting.set(++count, resolve); doubleInvoke(JSON.stringify({ id: count, channel, args })); }),
      on: (channel, listener) => { if (!channels.has(channel)) channels.set(channel, new Set()); channels.get(channel).add(listener); },
      removeListener: (channel, listener) => channels.get(channel)?.delete(listener),
    };
    const contextBridge = { exposeInMainWorld(name, api) {
      tell('expose', name, Object.keys(api));
      listen('call', async (id, key, args) => {
        if (key === 'double:stop') return stops.get(args[0].value)?.();
        const result = api[key](...args.map((arg) => 'callback' in arg ? (...given) => tell('callback', arg.callback, ...given) : arg.value));
        if (typeof result === 'function') { stops.set(id, result); tell('answer', id, id); } else tell('answer', id, await result);
      });
    } };
    const require = () => ({ contextBridge, ipcRenderer });
    ${preload}
  })()`;
}
