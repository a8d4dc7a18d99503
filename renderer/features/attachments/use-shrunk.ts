import { useEffect, useState } from 'react';
import type { AttachedFile } from '../../../electron/contract/attachments.ts';
import { canShrink } from '../../stores/compose-parts.ts';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { attachmentPath } from './attachment-view.tsx';
import { shrink } from './prepare-file.ts';

export type Shrunk = { readonly state: 'making' } | { readonly state: 'impossible' } | { readonly state: 'made'; readonly file: Blob; readonly mimeType: string };

/** A smaller version of a kept picture, made before it is offered, so that the offer can name its size. */
export function useShrunk({ id, mimeType }: Pick<AttachedFile, 'id' | 'mimeType'>, limitBytes: number): Shrunk {
  const mediaUrl = useMediaUrl();
  const [shrunk, setShrunk] = useState<Shrunk>({ state: 'making' });
  const url = mediaUrl(attachmentPath(id));
  const possible = canShrink({ id, mimeType, bytes: 0 });
  useEffect(() => {
    let current = true;
    const make = async (): Promise<Shrunk> => {
      const answer = possible ? await fetch(url) : null;
      const made = answer?.ok === true ? await shrink(await answer.blob(), limitBytes) : null;
      return made === null ? { state: 'impossible' } : { state: 'made', ...made };
    };
    void make()
      .catch((): Shrunk => ({ state: 'impossible' }))
      .then((result) => current && setShrunk(result));
    return () => {
      current = false;
    };
  }, [url, possible, limitBytes]);
  return shrunk;
}
