import { createStore, type StoreApi } from 'zustand/vanilla';
import { maxArchiveBytes } from '../../electron/contract/limits.ts';
import type { ArchiveInfo, ArchivePage, ArchiveProblem } from '../../electron/contract/archives.ts';
import type { SavedFile } from '../../electron/contract/carry-over.ts';
import type { CallInput } from '../../electron/contract/index.ts';
import { fail, type AppError, type Result } from '../../electron/contract/result.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { inParts } from './attach-file.ts';

/** What became of a file: its archive, or why there is none. */
export type AddOutcome = { readonly kind: 'kept'; readonly archive: ArchiveInfo } | { readonly kind: 'refused'; readonly name: string; readonly problem: ArchiveProblem } | { readonly kind: 'failed'; readonly error: AppError };

export interface ArchivesState {
  readonly loaded: boolean;
  readonly archives: readonly ArchiveInfo[];
  readonly error: AppError | null;
  /** The file under way: how much of it is here, 0 to 1; at 1 it is being read. */
  readonly adding: { readonly name: string; readonly share: number } | null;
  start(): Promise<void>;
  add(file: Blob & { readonly name: string }): Promise<AddOutcome>;
  posts(query: CallInput<'archives.posts'>): Promise<Result<ArchivePage>>;
  file(id: string, what: CallInput<'archives.file'>['what']): Promise<Result<SavedFile>>;
  remove(id: string): Promise<AppError | null>;
}
export type ArchivesStore = StoreApi<ArchivesState>;

export function createArchivesStore(bridge: Bridge, uuid: () => string): ArchivesStore {
  return createStore<ArchivesState>((set, get) => {
    async function add(file: Blob & { readonly name: string }): Promise<AddOutcome> {
      const name = file.name.slice(0, 255);
      if (file.size === 0) return { kind: 'refused', name, problem: 'notZip' };
      if (file.size > maxArchiveBytes) return { kind: 'refused', name, problem: 'tooLarge' };
      const id = uuid();
      set({ adding: { name, share: 0 } });
      const sent = await inParts(file, async (part) => {
        const answer = await bridge.call('archives.write', { id, ...part });
        if (answer.ok) set({ adding: { name, share: answer.value.received / part.total } });
        return answer;
      }).catch(() => fail<AppError>({ kind: 'storage', message: 'The file cannot be read' }));
      const reading = sent.ok ? await bridge.call('archives.read', { id, name }) : sent;
      if (!reading.ok) {
        await bridge.call('archives.remove', { id });
        return { kind: 'failed', error: reading.error };
      }
      if (reading.value.kind === 'refused') return { ...reading.value, name };
      const { archive } = reading.value;
      set({ archives: [archive, ...get().archives.filter((each) => each.id !== archive.id)] });
      return { kind: 'kept', archive };
    }
    return {
      loaded: false,
      archives: [],
      error: null,
      adding: null,
      async start() {
        const answer = await bridge.call('archives.list', {});
        set(answer.ok ? { loaded: true, archives: answer.value, error: null } : { error: answer.error });
      },
      async add(file) {
        const outcome = await add(file);
        set({ adding: null });
        return outcome;
      },
      posts: (query) => bridge.call('archives.posts', query),
      file: (id, what) => bridge.call('archives.file', { id, what }),
      async remove(id) {
        const answer = await bridge.call('archives.remove', { id });
        if (!answer.ok) return answer.error;
        set({ archives: get().archives.filter((each) => each.id !== id) });
        return null;
      },
    };
  });
}
