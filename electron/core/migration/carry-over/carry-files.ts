import type { CopyKind, SavedFile } from '../../../contract/carry-over.ts';
import { fail, ok, type Result } from '../../../contract/result.ts';
import type { BelongingItems, KindReading, ListWithMembers, PersonRef } from '../belongings.ts';
import type { AnyFileReading, FileItems, FileKind, FilterItem, MigrationFiles } from '../items.ts';
import type { JournalLine } from './types.ts';

const fileKinds: readonly FileKind[] = ['follows', 'mutes', 'blocks', 'domainBlocks', 'lists', 'bookmarks', 'filters'];

export function toFileKind(kind: CopyKind): FileKind | null {
  return fileKinds.find((each) => each === kind) ?? null;
}

/** What an import page could still bring: chosen, not there, and not known to be impossible. */
export function isMissing({ chosen, state }: JournalLine): boolean {
  return chosen && ['queued', 'resolving', 'unclear', 'overLimit', 'failed'].includes(state);
}

export function writeFile(files: MigrationFiles, kind: CopyKind, lines: readonly JournalLine[]): Result<SavedFile> {
  switch (kind) {
    case 'follows':
      return ok(files.write('follows', lines.flatMap((line) => (line.kind === 'follows' ? [line.wanted] : []))));
    case 'mutes':
      return ok(files.write('mutes', lines.flatMap((line) => (line.kind === 'mutes' ? [line.wanted] : []))));
    case 'blocks':
      return ok(files.write('blocks', lines.flatMap((line) => (line.kind === 'blocks' ? [line.wanted] : []))));
    case 'domainBlocks':
      return ok(files.write('domainBlocks', lines.flatMap((line) => (line.kind === 'domainBlocks' ? [line.wanted] : []))));
    case 'bookmarks':
      return ok(files.write('bookmarks', lines.flatMap((line) => (line.kind === 'bookmarks' ? [line.wanted] : []))));
    case 'lists':
      return ok(files.write('lists', lines.flatMap((line) => (line.kind === 'lists' && line.wanted.part === 'member' ? [{ title: line.wanted.title, handle: line.wanted.person.handle }] : []))));
    case 'filters':
      return ok(files.write('filters', lines.flatMap((line): readonly FilterItem[] => (line.kind === 'filters' && line.wanted.part === 'filter' ? [line.wanted.filter] : []))));
    case 'profile':
    case 'requests':
    case 'notes':
    case 'endorsements':
    case 'followedTags':
    case 'featuredTags':
    case 'favourites':
    case 'notificationPolicy':
    case 'postingDefaults':
    case 'scheduled':
      return fail({ kind: 'unsupported', capability: `a file of ${kind}` });
  }
}

export type ReadFile = { readonly [K in FileKind]: { readonly kind: K; readonly reading: KindReading<K>; readonly bad: number } }[FileKind];

/** A file's rows as items. A bare name of an old file belongs to a server that the file does not name: it counts as bad. */
export function toReading(file: AnyFileReading, readAt: number): ReadFile {
  const whole = <T extends { readonly handle: string }>(items: readonly T[]): readonly (T & PersonRef)[] => items.filter(({ handle }) => handle.includes('@')).map((item) => ({ ...item, uri: null }));
  const done = <K extends FileKind>(kind: K, items: readonly BelongingItems[K][], rows: readonly FileItems[K][], lost: number): { readonly kind: K; readonly reading: KindReading<K>; readonly bad: number } => ({
    kind,
    reading: { items, counted: rows.length + file.bad, readAt },
    bad: file.bad + lost,
  });
  switch (file.kind) {
    case 'follows': {
      const items = whole(file.items);
      return done('follows', items, file.items, file.items.length - items.length);
    }
    case 'mutes': {
      const items = whole(file.items).map((item) => ({ ...item, endsAt: null }));
      return done('mutes', items, file.items, file.items.length - items.length);
    }
    case 'blocks': {
      const items = whole(file.items);
      return done('blocks', items, file.items, file.items.length - items.length);
    }
    case 'lists': {
      const rows = file.items.filter(({ handle }) => handle.includes('@'));
      return done('lists', toLists(rows), file.items, file.items.length - rows.length);
    }
    case 'domainBlocks':
      return done('domainBlocks', file.items, file.items, 0);
    case 'bookmarks':
      return done('bookmarks', file.items.map(({ uri }) => ({ uri, url: null, author: null, text: '' })), file.items, 0);
    case 'filters':
      return done('filters', file.items, file.items, 0);
  }
}

/** Files know neither empty lists nor settings: those of a new list. */
function toLists(rows: readonly FileItems['lists'][]): readonly ListWithMembers[] {
  const byTitle = Map.groupBy(rows, ({ title }) => title);
  return [...byTitle].map(([title, members]) => ({ title, repliesPolicy: 'list', exclusive: false, members: members.map(({ handle }) => ({ handle, uri: null })) }));
}
