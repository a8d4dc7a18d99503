import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { AttachedFile } from '../../contract/attachments.ts';
import type { SignedInAccount } from '../account-directory.ts';
import type { NewMedia, UploadedMedia } from '../fediverse.ts';
import type { Attachments, Clock, ComposeStore } from '../ports.ts';
import { toOutcome } from './copy.ts';
import type { StoredCopy, StoredMedia } from './store.ts';

/** Waits between the looks at media the server still prepares; a film takes minutes. */
const lookAfterMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** Times one file is uploaded anew because the server no longer knew it, before that is taken as its answer. */
const maxRepeats = 3;
const progressEveryMs = 250;

/**
 * How far the files of a copy are. `ready`: the server has them all, the post can go. `preparing`: look again later, at
 * `dueAt`. `refused`: a definite no to one file. `later`: nothing of the post has left, so it can simply be tried again.
 * `gone`: the copy was taken back meanwhile.
 */
export type UploadStep =
  | { readonly kind: 'ready'; readonly copy: StoredCopy }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'refused'; readonly copy: StoredCopy; readonly error: AppError; readonly file: AttachedFile }
  | { readonly kind: 'later'; readonly copy: StoredCopy; readonly error: AppError; readonly retryAt: number | null }
  | { readonly kind: 'gone' };

export interface UploadsDeps {
  readonly clock: Clock;
  readonly store: ComposeStore;
  readonly attachments: Pick<Attachments, 'read'>;
  readonly put: (copy: StoredCopy) => void;
  readonly progress: (copy: string, done: number, total: number) => void;
}

/**
 * Brings the files of copies to their servers. The id of every upload is stored before the next one begins, so what was
 * cut off goes on where it was; ids from an earlier run, or from before a failure, are looked at before they are used,
 * because servers throw away what no post names.
 */
export interface Uploads {
  advance(copy: StoredCopy, account: SignedInAccount): Promise<UploadStep>;
  /** Epoch ms of the next look at what is being prepared. */
  dueAt(copyId: string): number;
  /** Ends what is under way; the next `advance` looks at everything again. */
  forget(copyId: string): void;
}

interface Run {
  readonly abort: AbortController;
  /** Uploads the server said, in this run, that it has ready. */
  readonly ready: Set<string>;
  looks: number;
  repeats: number;
  dueAt: number;
}

type Problem = { readonly error: AppError; readonly file: AttachedFile };

export function createUploads(deps: UploadsDeps): Uploads {
  const { clock, store } = deps;
  const runs = new Map<string, Run>();

  function runOf(copyId: string): Run {
    const run = runs.get(copyId) ?? { abort: new AbortController(), ready: new Set(), looks: 0, repeats: 0, dueAt: 0 };
    runs.set(copyId, run);
    return run;
  }

  async function advance(planned: StoredCopy, account: SignedInAccount): Promise<UploadStep> {
    const run = runOf(planned.id);
    let copy = toUploading(planned, clock.now());
    deps.put(copy);
    for (const [place, media] of copy.media.entries()) {
      if (media.uploadedId !== null) continue;
      const uploaded = await upload(copy, media, run, account);
      if (!isOpen(copy, run)) return { kind: 'gone' };
      if (!uploaded.ok) return toStep(copy, { error: uploaded.error, file: media.file });
      if (uploaded.value.ready) run.ready.add(uploaded.value.id);
      copy = toUploading(withUpload(copy, place, uploaded.value.id), clock.now());
      deps.put(copy);
    }
    return look(copy, run, account);
  }

  /** Whether the server has made ready what it got. */
  async function look(seen: StoredCopy, run: Run, account: SignedInAccount): Promise<UploadStep> {
    let copy = seen;
    let isPreparing = false;
    for (const [place, { uploadedId, file }] of seen.media.entries()) {
      if (uploadedId === null || run.ready.has(uploadedId)) continue;
      const found = await account.connection.uploadedMedia(uploadedId, { signal: run.abort.signal });
      if (!isOpen(copy, run)) return { kind: 'gone' };
      if (found.ok && found.value.ready) run.ready.add(uploadedId);
      else if (found.ok) isPreparing = true;
      else if (found.error.kind === 'notFound' && run.repeats < maxRepeats * copy.media.length) {
        run.repeats += 1;
        copy = withUpload(copy, place, null);
      } else return toStep(withUpload(copy, place, null), { error: found.error, file });
    }
    if (copy.media.some(({ uploadedId }) => uploadedId === null)) return advance(copy, account);
    if (!isPreparing) return { kind: 'ready', copy: withMediaIds(copy) };
    run.dueAt = clock.now() + (lookAfterMs[run.looks] ?? lookAfterMs.at(-1) ?? 0);
    run.looks += 1;
    return { kind: 'preparing' };
  }

  async function upload(copy: StoredCopy, media: StoredMedia, run: Run, { connection }: SignedInAccount): Promise<Result<UploadedMedia>> {
    const read = await deps.attachments.read(media.file.id);
    if (!read.ok) return read;
    const { signal } = run.abort;
    const onProgress = reporter(copy);
    const uploaded = await connection.uploadMedia(toNewMedia(media, read.value), { signal, onProgress });
    if (!uploaded.ok || isSameText(uploaded.value.description, media.description)) return uploaded;
    // Not every server takes the words along with the file.
    const described = await connection.describeMedia(uploaded.value.id, media, { signal });
    if (described.ok) return ok({ ...uploaded.value, ready: uploaded.value.ready && described.value.ready });
    const cannot = described.error.kind === 'notFound' || described.error.kind === 'unsupported';
    return cannot ? uploaded : fail(described.error);
  }

  function reporter(copy: StoredCopy): (sentBytes: number) => void {
    const { done, total } = progressOf(copy);
    let saidAt = -Infinity;
    return (sentBytes) => {
      if (clock.monotonic() - saidAt < progressEveryMs) return;
      saidAt = clock.monotonic();
      deps.progress(copy.id, Math.min(total, done + sentBytes), total);
    };
  }

  /** Not taken back, and its account not removed, while we waited. */
  function isOpen(copy: StoredCopy, run: Run): boolean {
    return !run.abort.signal.aborted && store.copy(copy.id)?.status.state === 'uploading';
  }

  function toStep(copy: StoredCopy, { error, file }: Problem): UploadStep {
    const outcome = toOutcome(error);
    runs.delete(copy.id);
    if (outcome.kind === 'refused') return { kind: 'refused', copy, error, file };
    return { kind: 'later', copy, error, retryAt: outcome.kind === 'later' ? outcome.retryAt : null };
  }

  return {
    advance,
    dueAt: (copyId) => runs.get(copyId)?.dueAt ?? 0,
    forget(copyId) {
      runs.get(copyId)?.abort.abort();
      runs.delete(copyId);
    },
  };
}

function toUploading(copy: StoredCopy, now: number): StoredCopy {
  const since = copy.status.state === 'uploading' ? copy.status.since : now;
  return { ...copy, status: { state: 'uploading', since, ...progressOf(copy) } };
}

function progressOf({ media }: StoredCopy): { readonly done: number; readonly total: number } {
  const sum = (some: readonly StoredMedia[]): number => some.reduce((bytes, { file }) => bytes + file.bytes, 0);
  return { done: sum(media.filter(({ uploadedId }) => uploadedId !== null)), total: sum(media) };
}

function withUpload(copy: StoredCopy, place: number, uploadedId: string | null): StoredCopy {
  return { ...copy, media: copy.media.map((media, at) => (at === place ? { ...media, uploadedId } : media)) };
}

function withMediaIds(copy: StoredCopy): StoredCopy {
  return { ...copy, payload: { ...copy.payload, mediaIds: copy.media.flatMap(({ uploadedId }) => uploadedId ?? []) } };
}

function toNewMedia({ file, name, description, focus }: StoredMedia, bytes: NewMedia['bytes']): NewMedia {
  return { bytes, mimeType: file.mimeType, name, description, focus };
}

/** Servers trim, and fold line breaks. */
function isSameText(kept: string, wanted: string): boolean {
  return kept.normalize('NFC').replace(/\s+/gu, ' ').trim() === wanted.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
