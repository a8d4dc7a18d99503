/** All that the page sees of Electron: two functions, data in, data out. Never the event, never a channel name. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { EventMessage, Host } from '../contract/index.ts';

const host: Host = {
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  onEvent(listener) {
    const receive = (_event: IpcRendererEvent, message: EventMessage): void => listener(message);
    ipcRenderer.on('event', receive);
    return () => ipcRenderer.removeListener('event', receive);
  },
};

contextBridge.exposeInMainWorld('skein', host);
