import { createHash } from 'node:crypto';
import { actorDocument, noteJson } from '../federation/documents.ts';
import type { Json } from '../entities/json.ts';
import { isoTime } from '../entities/json.ts';
import { compareIds } from '../model/ids.ts';
import type { Backup } from '../model/moving-rows.ts';
import type { Account, Edge, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must } from '../model/server.ts';
import type { ZipEntry } from './zip.ts';
import { writeZip } from './zip.ts';

const context = 'https://www.w3.org/ns/activitystreams';

export function archiveName(backup: Backup): string {
  const time = new Date(backup.createdAt).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `archive-${time}-${createHash('sha256').update(backup.id).digest('hex').slice(0, 32)}.zip`;
}

function asFile(name: string, value: unknown): ZipEntry {
  return { name, bytes: new TextEncoder().encode(JSON.stringify(value)) };
}

function collection(id: string, items: readonly unknown[]): Json {
  return { '@context': context, id, type: 'OrderedCollection', totalItems: items.length, orderedItems: items };
}

function extensionOf(file: string): string {
  return file.split('.').at(-1) ?? 'png';
}

/** Own posts of every visibility; direct ones that others sent are not among them (backup_service.rb). */
function outboxItem(server: PracticeServer, account: Account, status: Status): Json {
  const original = status.reblogOfId === null ? undefined : server.tables.statuses.get(status.reblogOfId);
  const shared = { actor: account.uri, published: isoTime(status.createdAt), to: [`${context}#Public`], cc: [`${account.uri}/followers`] };
  if (original) return { id: `${status.uri}/activity`, type: 'Announce', ...shared, object: original.uri };
  const note = noteJson(server, status);
  const to = addressees(server, account, status, note);
  const files = status.mediaIds.flatMap((id) => server.tables.media.get(id) ?? []);
  const attachment = files.map((media) => ({ type: 'Document', mediaType: media.mime, url: `/media_attachments/files/${media.file}`, name: media.description }));
  return { id: `${status.uri}/activity`, type: 'Create', ...shared, ...to, object: { ...note, ...to, attachment, directMessage: status.visibility === 'direct' } };
}

/** What goes to other servers is public; here is also what went to few (`ActivityPub::TagManager#to` and `#cc`). */
function addressees(server: PracticeServer, account: Account, { visibility, mentions }: Status, note: Json): Json {
  const mentioned = mentions.flatMap(({ accountId }) => server.tables.accounts.get(accountId)?.uri ?? []);
  if (visibility === 'private') return { to: [`${account.uri}/followers`], cc: mentioned };
  return visibility === 'direct' ? { to: mentioned, cc: [] } : { to: note['to'], cc: note['cc'] };
}

function marksOf(server: PracticeServer, rows: readonly Edge[]): string[] {
  return rows.flatMap((row) => server.tables.statuses.get(row.target)?.uri ?? []);
}

/** The archive of an account as Mastodon packs it, with what was there at `untilMs`. */
export function createArchive(server: PracticeServer, account: Account, untilMs: number): Uint8Array<ArrayBuffer> {
  const { statuses, favourites, bookmarks, media } = server.tables;
  const own = statuses
    .by('account', account.id)
    .filter((status) => status.createdAt <= untilMs)
    .toSorted((a, b) => compareIds(a.id, b.id));
  const pictures = (['avatar', 'header'] as const).flatMap((which) => {
    const file = account[which] === null ? null : server.world.files.get(account[which]);
    return file ? [{ which, name: `${which}.${extensionOf(must(account[which], which))}`, bytes: file.bytes, mime: file.mime }] : [];
  });
  const shown: Record<string, Json> = {};
  for (const picture of pictures) shown[picture.which === 'avatar' ? 'icon' : 'image'] = { type: 'Image', mediaType: picture.mime, url: picture.name };
  const { icon: _icon, image: _image, ...actor } = actorDocument(server, account);
  const files = own
    .flatMap((status) => status.mediaIds)
    .flatMap((id) => media.get(id) ?? [])
    .flatMap((row) => {
      const file = server.world.files.get(row.file);
      return file ? [{ name: `media_attachments/files/${row.file}`, bytes: file.bytes }] : [];
    });
  return writeZip([
    ...files,
    ...pictures.map(({ name, bytes }) => ({ name, bytes })),
    asFile('outbox.json', collection('outbox.json', own.map((status) => outboxItem(server, account, status)))),
    asFile('likes.json', collection('likes.json', marksOf(server, favourites.by('source', account.id)))),
    asFile('bookmarks.json', collection('bookmarks.json', marksOf(server, bookmarks.by('source', account.id)))),
    asFile('actor.json', { ...actor, ...shown, likes: 'likes.json', bookmarks: 'bookmarks.json', outbox: 'outbox.json' }),
  ]);
}
