import type { SavedFile } from '../../contract/carry-over.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { KeptKind } from '../../contract/snapshots.ts';
import type { BelongingsSnapshot, MigrationFiles } from '../migration/index.ts';

/** A kind of a snapshot in the form the import pages take. */
export function keptFile(files: MigrationFiles, { kinds, followers }: BelongingsSnapshot, kind: KeptKind): Result<SavedFile> {
  switch (kind) {
    case 'follows':
      return ok(files.write('follows', kinds.follows?.items ?? []));
    case 'mutes':
      return ok(files.write('mutes', kinds.mutes?.items ?? []));
    case 'blocks':
      return ok(files.write('blocks', kinds.blocks?.items ?? []));
    case 'domainBlocks':
      return ok(files.write('domainBlocks', kinds.domainBlocks?.items ?? []));
    case 'bookmarks':
      return ok(files.write('bookmarks', kinds.bookmarks?.items ?? []));
    case 'filters':
      return ok(files.write('filters', kinds.filters?.items ?? []));
    case 'lists':
      return ok(files.write('lists', (kinds.lists?.items ?? []).flatMap(({ title, members }) => members.map(({ handle }) => ({ title, handle })))));
    case 'followers':
      // No server takes followers; one handle a line is what block lists look like, and what people can read.
      return ok({ ...files.write('blocks', followers ?? []), name: 'followers.csv' });
    default:
      return fail({ kind: 'unsupported', capability: `a file of ${kind}` });
  }
}
