import type { archiveCalls } from '../../contract/archives.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { Archives } from './archives.ts';

export { createArchives, type Archives } from './archives.ts';
export type { ArchiveContent, ArchiveFiles } from './types.ts';

/** This feature's part of the table of handlers. */
export function archiveHandlers(archives: Archives): HandlersOf<typeof archiveCalls> {
  return {
    'archives.list': () => archives.list(),
    'archives.write': (part) => archives.write(part),
    'archives.read': (file) => archives.read(file),
    'archives.posts': (query) => archives.posts(query),
    'archives.file': (wanted) => archives.file(wanted),
    'archives.remove': (of) => archives.remove(of),
  };
}
