import type { Dialog } from 'electron';
import { text } from './text.ts';

/** Asks before sign-ins are kept unencrypted. Closing the question is not a yes. */
export async function askWithoutKeyStore(dialog: Pick<Dialog, 'showMessageBox'>, { why, usedBefore }: { readonly why: string; readonly usedBefore: boolean }): Promise<'file' | 'memory'> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: text.noKeyStore.title,
    message: text.noKeyStore.title,
    detail: `${usedBefore ? text.noKeyStore.usedBefore : text.noKeyStore.first}\n\n${why}`,
    buttons: [text.noKeyStore.memory, text.noKeyStore.file],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1 ? 'file' : 'memory';
}
