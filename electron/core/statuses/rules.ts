import type { Status, StatusAction, Visibility } from '../../contract/statuses.ts';
import type { SignedInAccount } from '../account-directory.ts';

/** Servers accept boosts of public and unlisted posts, and of one's own followers-only ones. */
export function canReblog(status: Status, account: SignedInAccount): boolean {
  if (isShared(status.visibility)) return true;
  return status.visibility === 'private' && isAuthor(status, account);
}

/**
 * Other servers may be asked for a post only when it is meant for everyone: asking for a private one by its address
 * tells that server that it exists.
 */
export function canResolve(status: Status): boolean {
  return isShared(status.visibility);
}

function isShared(visibility: Visibility): boolean {
  return visibility === 'public' || visibility === 'unlisted';
}

/** Whether the account wrote it. */
export function isAuthor(status: Status, account: SignedInAccount): boolean {
  return status.author.uri === account.person.uri || status.author.handle === account.person.handle;
}

export type SettableMark = 'favourited' | 'reblogged' | 'bookmarked' | 'muted' | 'pinned';

/** The one mark an action sets, and to what. */
export function markOf(action: StatusAction): { readonly mark: SettableMark; readonly value: boolean } {
  switch (action) {
    case 'favourite':
      return { mark: 'favourited', value: true };
    case 'unfavourite':
      return { mark: 'favourited', value: false };
    case 'reblog':
      return { mark: 'reblogged', value: true };
    case 'unreblog':
      return { mark: 'reblogged', value: false };
    case 'bookmark':
      return { mark: 'bookmarked', value: true };
    case 'unbookmark':
      return { mark: 'bookmarked', value: false };
    case 'mute':
      return { mark: 'muted', value: true };
    case 'unmute':
      return { mark: 'muted', value: false };
    case 'pin':
      return { mark: 'pinned', value: true };
    case 'unpin':
      return { mark: 'pinned', value: false };
  }
}
