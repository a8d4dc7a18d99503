import type { ArchiveInfo, ArchivePost, ArchiveReading } from '../../contract/archives.ts';
import type { Result } from '../../contract/result.ts';

export interface ArchiveContent {
  /** Newest first, `position` counting from 0. */
  readonly posts: readonly ArchivePost[];
  /** Addresses of posts. */
  readonly likes: readonly string[];
  readonly bookmarks: readonly string[];
}

/** The archives of the profile, one folder each. */
export interface ArchiveFiles {
  /** One part of a file of `total` bytes; answers how many are here. */
  write(id: string, part: { readonly offset: number; readonly total: number; readonly bytes: Uint8Array }): Promise<Result<number>>;
  /** Keeps a file that was written whole and is an archive; removes it otherwise. `notFound` where there is none. */
  accept(id: string, of: { readonly name: string; readonly addedAt: number }): Promise<Result<ArchiveReading>>;
  list(): Promise<Result<readonly ArchiveInfo[]>>;
  content(id: string): Promise<Result<ArchiveContent>>;
  remove(id: string): Promise<Result<null>>;
}
