import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { MediaCalls, NewStatus, UploadedMedia } from '../../fediverse.ts';
import type { Clock } from '../../ports.ts';

export type UploadFault = 'none' | 'notSent' | 'answerLost' | 'tooLarge' | 'forgotten';

export interface FakeMedia extends MediaCalls {
  /** Every upload that reached the server, repeated ones among them. */
  readonly uploads: readonly UploadedMedia[];
  readonly looks: number;
  /** What a post may not name: unknown, not ready, part of another post. */
  refusal(mediaIds: NewStatus['mediaIds']): AppError | null;
  attach(mediaIds: NewStatus['mediaIds']): void;
}

const host = 'a.example';
const requestMs = 200;

/** Media of one account on one server. `preparesMs` 0 answers as GoToSocial does, ready at once. */
export function createFakeMedia(clock: Clock, { preparesMs = 0, faults = [], keepsWords = true }: { readonly preparesMs?: number; readonly faults?: readonly UploadFault[]; readonly keepsWords?: boolean } = {}): FakeMedia {
  const known = new Map<string, { description: string; readonly readyAt: number; isAttached: boolean }>();
  const uploads: UploadedMedia[] = [];
  const queue = [...faults];
  let looks = 0;
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  const notFound: AppError = { kind: 'notFound', what: 'file' };

  function show(id: string): Result<UploadedMedia> {
    const media = known.get(id);
    return media === undefined || media.isAttached ? fail(notFound) : ok({ id, ready: media.readyAt <= clock.now(), description: media.description });
  }

  return {
    uploads,
    get looks() {
      return looks;
    },
    async uploadMedia({ bytes, description }, options) {
      const fault = queue.shift() ?? 'none';
      if (fault === 'notSent') return fail({ kind: 'offline', host, reason: 'noNetwork', mayHaveArrived: false });
      options?.onProgress?.(Math.ceil(bytes.length / 2));
      await wait(requestMs);
      if (options?.signal?.aborted === true) return fail({ kind: 'cancelled' });
      if (fault === 'tooLarge') return fail({ kind: 'rejected', host, status: 413, message: 'Too large' });
      const id = `m${uploads.length + 1}`;
      if (fault !== 'forgotten') known.set(id, { description: keepsWords ? description : '', readyAt: clock.now() + preparesMs, isAttached: false });
      uploads.push({ id, ready: preparesMs === 0, description });
      if (fault === 'answerLost') return fail({ kind: 'offline', host, reason: 'timeout', mayHaveArrived: true });
      return ok({ id, ready: preparesMs === 0 && fault !== 'forgotten', description: keepsWords ? description : '' });
    },
    async uploadedMedia(id) {
      looks += 1;
      await wait(requestMs);
      return show(id);
    },
    async describeMedia(id, { description }) {
      await wait(requestMs);
      const media = known.get(id);
      if (media !== undefined) media.description = description;
      return show(id);
    },
    refusal(mediaIds) {
      const isFine = mediaIds.every((id) => {
        const shown = show(id);
        return shown.ok && shown.value.ready;
      });
      return isFine ? null : { kind: 'rejected', host, status: 422, message: 'Cannot attach files that have not finished processing' };
    },
    attach(mediaIds) {
      for (const id of mediaIds) {
        const media = known.get(id);
        if (media !== undefined) media.isAttached = true;
      }
    },
  };
}
