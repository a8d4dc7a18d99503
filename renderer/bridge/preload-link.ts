import type { Host } from '../../electron/contract/index.ts';
import type { Link } from './link.ts';

declare global {
  interface Window {
    /** Put there by the preload of the desktop shell; absent in a browser window. */
    readonly skein?: Host;
  }
}

/** The way through Electron's preload: there from the first line of script, gone only with the window. */
export function createPreloadLink(host: Host): Link {
  return {
    call: (name, input) => host.call(name, input),
    onEvent: (listener) => host.onEvent(listener),
    state: () => ({ state: 'ready' }),
    onState: () => () => undefined,
    mediaBase: () => '',
    retry: () => undefined,
  };
}
