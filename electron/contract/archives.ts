import * as v from 'valibot';
import { attachmentId, maxChunkBytes } from './attachments.ts';
import { call, nothing, returns } from './call.ts';
import type { SavedFile } from './carry-over.ts';
import type { Html, MediaPath } from './ids.ts';
import { maxArchiveBytes } from './limits.ts';

/** An archive a server made of one account ("Request your archive"), kept in the profile as it came. */
export interface ArchiveInfo {
  readonly id: string;
  /** Of the file as the person chose it. */
  readonly name: string;
  /** `name@host`; null where the archive does not say whose it is. */
  readonly handle: string | null;
  readonly displayName: string;
  readonly avatar: MediaPath | null;
  /** Epoch ms. */
  readonly addedAt: number;
  /** Packed. */
  readonly bytes: number;
  readonly posts: number;
  readonly boosts: number;
  readonly likes: number;
  readonly bookmarks: number;
  /** Epoch ms of the first and the last entry; null where there is none. */
  readonly oldest: number | null;
  readonly newest: number | null;
  /** Entries that could not be understood and are left out. */
  readonly unreadable: number;
}

export interface ArchiveMedia {
  /** Null where the file is not in the archive. */
  readonly path: MediaPath | null;
  readonly family: 'image' | 'video' | 'audio' | 'other';
  readonly description: string;
}

export interface ArchivePost {
  /** 0 is the newest; names the post within its archive. */
  readonly position: number;
  readonly url: string | null;
  /** Epoch ms. */
  readonly publishedAt: number;
  readonly visibility: 'public' | 'unlisted' | 'private' | 'direct';
  /** The address of the post of somebody else that was boosted; everything below is empty then. */
  readonly boostOf: string | null;
  readonly inReplyTo: string | null;
  readonly spoilerText: string;
  readonly content: Html;
  readonly media: readonly ArchiveMedia[];
}

/**
 * Why a file is not kept. `oldForm`: the `.tar.gz` of before 2023. `notArchive`: a zip without the posts of an account.
 * `encrypted`: behind a password. `damaged`: cut off or changed. `tooLarge`: more entries or bytes than any account has, or such as
 * unpack to far more than they are.
 */
export type ArchiveProblem = 'oldForm' | 'notZip' | 'notArchive' | 'encrypted' | 'damaged' | 'tooLarge';

export type ArchiveReading = { readonly kind: 'kept'; readonly archive: ArchiveInfo } | { readonly kind: 'refused'; readonly problem: ArchiveProblem };

export interface ArchivePage {
  readonly posts: readonly ArchivePost[];
  /** `after` of the next page; null at the end. */
  readonly next: number | null;
  /** Posts that fit, on all pages. */
  readonly found: number;
}

const id = attachmentId;

export const archiveCalls = {
  'archives.list': call({ input: nothing, output: returns<readonly ArchiveInfo[]>() }),
  /** One part of a file. Parts come in order; one that came before is written over with the same bytes. */
  'archives.write': call({
    input: v.strictObject({
      id,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      /** Bytes of the whole file. */
      total: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxArchiveBytes)),
      data: v.pipe(v.string(), v.base64(), v.maxLength(maxChunkBytes * 2)),
    }),
    output: returns<{ readonly received: number }>(),
  }),
  /** Reads a file that was written whole. It is kept when it is an archive, and gone otherwise. */
  'archives.read': call({ input: v.strictObject({ id, name: v.pipe(v.string(), v.maxLength(255)) }), output: returns<ArchiveReading>() }),
  /** Newest first. Every one of `words` is somewhere in the post, whatever its case and accents; none: all posts. */
  'archives.posts': call({
    input: v.strictObject({ id, words: v.pipe(v.string(), v.maxLength(500)), after: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))), limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)) }),
    output: returns<ArchivePage>(),
  }),
  /** `posts`: own posts as Markdown, oldest first. `bookmarks`, `likes`: addresses in the form of Mastodon's `bookmarks.csv`. */
  'archives.file': call({ input: v.strictObject({ id, what: v.picklist(['posts', 'bookmarks', 'likes']) }), output: returns<SavedFile>() }),
  /** Forgets it; the file it was made from is the person's own and stays. */
  'archives.remove': call({ input: v.strictObject({ id }), output: returns<null>() }),
};
