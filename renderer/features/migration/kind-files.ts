import type { CopyKind } from '../../../electron/contract/carry-over.ts';

/** Kinds that Mastodon's import page takes as a file. */
const kindsWithFile: ReadonlySet<CopyKind> = new Set(['follows', 'lists', 'mutes', 'blocks', 'domainBlocks', 'bookmarks', 'filters']);

export function hasFile(kind: CopyKind): boolean {
  return kindsWithFile.has(kind);
}
