/** The only two channels: `call` from the page, `event` to it. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { App } from '../app.ts';
import { fail, type Result } from '../contract/index.ts';
import { isAppUrl } from './policy.ts';

export const channels = { call: 'call', event: 'event' } as const;

export interface IpcOptions {
  readonly app: Pick<App, 'dispatch' | 'subscribe'>;
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  /** The page of the window, while there is one. */
  page(): WebContents | null;
}

/** Answers what takes it back. */
export function connectIpc({ app, ipcMain, page }: IpcOptions): () => void {
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown): Promise<Result<unknown>> | Result<never> => {
    if (!isOwnPage(event, page())) return fail({ kind: 'forbidden', host: 'skein', message: 'this page may not call' });
    return app.dispatch(typeof name === 'string' ? name : '', input);
  });
  const unsubscribe = app.subscribe((message) => {
    const contents = page();
    if (contents !== null && !contents.isDestroyed()) contents.send(channels.event, message);
  });
  return () => {
    unsubscribe();
    ipcMain.removeHandler(channels.call);
  };
}

/** The window's own main frame, still there and still showing our page (17 of Electron's list). */
function isOwnPage(event: IpcMainInvokeEvent, page: WebContents | null): boolean {
  const frame = event.senderFrame;
  return page !== null && event.sender === page && frame !== null && frame === page.mainFrame && isAppUrl(frame.url);
}
