import type { SavedFile } from '../../../electron/contract/carry-over.ts';
import type { AppError, Result } from '../../../electron/contract/index.ts';
import { errorText } from '../../text/errors.ts';
import { movingText } from '../../text/moving.ts';
import { download } from '../../ui/download.ts';
import { useStores } from '../stores/index.tsx';

export interface Told {
  /** Says why, where it did not work. */
  failure(work: Promise<AppError | null>): Promise<boolean>;
  copy(text: string): Promise<void>;
  /** Through the browser's own download, so that the person chooses the place. */
  save(work: Promise<Result<SavedFile>>): Promise<void>;
}

export function useTold(): Told {
  const { toasts } = useStores();
  const { show } = toasts.getState();
  const failure: Told['failure'] = async (work) => {
    const error = await work;
    if (error !== null) show({ text: errorText(error), tone: 'blocked' });
    return error === null;
  };
  return {
    failure,
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        show({ text: movingText.copied, tone: 'done' });
      } catch {
        show({ text: movingText.copyFailed, tone: 'blocked' });
      }
    },
    async save(work) {
      const answer = await work;
      if (!answer.ok) return show({ text: errorText(answer.error), tone: 'blocked' });
      download(answer.value);
      show({ text: movingText.saved(answer.value.name), tone: 'done' });
    },
  };
}
