import type { PersonRef } from '../belongings.ts';
import type { JournalLine } from './types.ts';

/** Whom a line is about; null where it is about nobody. */
export function personOf(line: JournalLine): PersonRef | null {
  switch (line.kind) {
    case 'blocks':
    case 'mutes':
    case 'follows':
    case 'requests':
    case 'notes':
    case 'endorsements':
      return line.wanted;
    case 'lists':
      return line.wanted.part === 'member' ? line.wanted.person : null;
    case 'profile':
    case 'domainBlocks':
    case 'filters':
    case 'followedTags':
    case 'featuredTags':
    case 'bookmarks':
    case 'favourites':
    case 'notificationPolicy':
    case 'postingDefaults':
    case 'scheduled':
      return null;
  }
}

/** The post a line is about, by what it is called everywhere. */
export function postOf(line: JournalLine): { readonly uri: string; readonly url: string | null } | null {
  if (line.kind === 'bookmarks' || line.kind === 'favourites') return line.wanted;
  return line.kind === 'filters' && line.wanted.part === 'post' ? { uri: line.wanted.uri, url: null } : null;
}

/** May be sent twice without harm; all else is read back first when an answer was lost. */
export function isIdempotent({ kind }: JournalLine): boolean {
  return kind !== 'lists' && kind !== 'filters' && kind !== 'scheduled';
}
