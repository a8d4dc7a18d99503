import type { ArchiveInfo, ArchivePost, ArchiveProblem } from '../../electron/contract/archives.ts';
import { fileSize } from './media.ts';
import { compact, count } from './time.ts';

const problems: Readonly<Record<ArchiveProblem, string>> = {
  oldForm: 'is in the old .tar.gz form. Unpack it and pack its content as a .zip, or ask your server for a new archive.',
  notZip: 'is not a .zip file.',
  notArchive: 'is a .zip file, but no posts of an account are in it.',
  encrypted: 'is protected by a password. Unpack it and pack it again without one.',
  damaged: 'is damaged or not complete. Download it again.',
  tooLarge: 'unpacks to more than any account has, so Skein did not read it.',
};

const visibilities: Readonly<Record<ArchivePost['visibility'], string>> = { public: 'Public', unlisted: 'Quiet public', private: 'Followers only', direct: 'Only people mentioned' };

const longDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

export const archiveText = {
  title: 'Archives',
  open: 'Read an archive',
  lead: 'Your server packs everything you posted into a .zip file: “Import and export”, then “Request your archive”. Skein keeps a copy on this computer and reads it without any server, even when yours is gone.',
  choose: 'Choose a .zip file',
  sending: (name: string, share: number): string => (share < 1 ? `Copying ${name}, ${Math.floor(share * 100)} %` : `Reading ${name} …`),
  refused: (name: string, problem: ArchiveProblem): string => `${name} ${problems[problem]}`,
  empty: 'No archive yet.',
  whose: (archive: ArchiveInfo): string => (archive.handle === null ? archive.name : `@${archive.handle}`),
  holds: ({ posts, boosts, bytes }: ArchiveInfo): string => `${count(posts, 'post')}, ${count(boosts, 'boost')}, ${fileSize(bytes)}`,
  span: (oldest: number, newest: number): string => (longDay.format(oldest) === longDay.format(newest) ? longDay.format(newest) : `${longDay.format(oldest)} to ${longDay.format(newest)}`),
  unreadable: (n: number): string => `${count(n, 'entry', 'entries')} could not be understood and ${n === 1 ? 'is' : 'are'} left out.`,
  read: 'Read',
  readOf: (whose: string): string => `Read the archive of ${whose}`,
  remove: 'Remove',
  removeOf: (whose: string): string => `Remove the archive of ${whose}`,
  removeSure: 'Remove Skein’s copy? The file you chose stays where it is.',
  keep: 'Keep it',
  savePosts: 'Save posts as Markdown',
  saveBookmarks: (n: number): string => `Save bookmarks (${compact(n)})`,
  saveLikes: (n: number): string => `Save likes (${compact(n)})`,
  carry: (n: number): string => `Carry ${count(n, 'bookmark')} into an account`,
  carryLikes: (n: number): string => `Carry ${count(n, 'like')} into an account, as bookmarks`,
  carryTo: (name: string): string => `into ${name}`,
  noAccount: 'Add the account they should go to first.',
  search: 'Search in this archive',
  found: (n: number): string => count(n, 'post'),
  nothingFound: 'No post has all of these words.',
  noPosts: 'This archive holds no posts.',
  older: 'Older posts',
  boosted: 'Boosted',
  replyTo: 'In reply to',
  visibility: (of: ArchivePost['visibility']): string => visibilities[of],
  missing: (description: string): string => (description === '' ? 'A file that is not in the archive' : `A file that is not in the archive: ${description}`),
  noDescription: 'Media without a description',
} as const;
