import { createHash } from 'node:crypto';
import { readPngSize } from '../png.ts';
import type { Account, User, Visibility } from '../model/rows.ts';
import { plainLength } from '../model/text.ts';
import type { PracticeServer } from '../model/server.ts';
import type { Params, Upload } from '../rest/params.ts';
import type { Reply } from '../rest/reply.ts';
import { failure, invalid } from '../rest/reply.ts';
import { answerRequest, shareProfile } from './people.ts';

/** Largest avatar or header (Mastodon 4.4+, 8 MB). */
const maxPictureBytes = 8 * 1024 * 1024;

/** Keeps an upload under a name made of its content. */
export function keepUpload(server: PracticeServer, upload: Upload): string {
  const extension = upload.mime.split('/')[1]?.replaceAll(/[^a-z0-9]/g, '') ?? 'bin';
  const name = `${createHash('sha256').update(upload.bytes).digest('hex').slice(0, 24)}.${extension}`;
  server.world.files.put(name, { mime: upload.mime, bytes: upload.bytes });
  return name;
}

function pictureRefusal(upload: Upload | undefined, name: string): Reply | null {
  if (!upload) return null;
  if (!upload.mime.startsWith('image/')) return invalid(`${name} content type is invalid`);
  if (upload.bytes.length > maxPictureBytes) return invalid(`${name} file size must be less than 8 MB`);
  return upload.mime === 'image/png' && readPngSize(upload.bytes) === null ? invalid(`${name} is not a picture`) : null;
}

/** Applies what update_credentials may change; the answer is the refusal, if any. */
export function applyProfile(server: PracticeServer, me: { readonly account: Account; readonly user: User }, params: Params): Reply | null {
  const { account } = me;
  const displayName = params.text('display_name');
  const note = params.text('note');
  if (displayName !== undefined && plainLength(displayName) > 40) return invalid('Display name is too long (maximum is 40 characters)');
  if (note !== undefined && plainLength(note) > 500) return invalid('Note is too long (maximum is 500 characters)');
  const avatar = params.file('avatar');
  const header = params.file('header');
  const refusal = pictureRefusal(avatar, 'Avatar') ?? pictureRefusal(header, 'Header');
  if (refusal) return refusal;
  account.displayName = displayName ?? account.displayName;
  account.note = note ?? account.note;
  if (avatar) account.avatar = keepUpload(server, avatar);
  if (header) account.header = keepUpload(server, header);
  account.bot = params.flag('bot') ?? account.bot;
  account.discoverable = params.flag('discoverable') ?? account.discoverable;
  account.indexable = params.flag('indexable') ?? account.indexable;
  account.hideCollections = params.flag('hide_collections') ?? account.hideCollections;
  setLocked(server, account, params.flag('locked'));
  const fields = params.groups('fields_attributes');
  if (fields && fields.length > 4) return failure(422, 'Validation failed: Fields too many');
  if (fields)
    account.fields = fields.flatMap((field) =>
      field.text('name') ? [{ name: field.text('name') ?? '', value: field.text('value') ?? '', verifiedAt: null }] : [],
    );
  applySource(me.user, params);
  shareProfile(server, account);
  return null;
}

/** Unlocking accepts every request that waits (update_account_service.rb authorize_all_follow_requests). */
function setLocked(server: PracticeServer, account: Account, wanted: boolean | undefined): void {
  if (wanted === undefined) return;
  account.locked = wanted;
  if (wanted) return;
  for (const request of server.tables.followRequests.by('target', account.id)) {
    const asker = server.tables.accounts.get(request.source);
    if (asker) answerRequest(server, account, asker, true);
  }
}

function applySource(user: User, params: Params): void {
  const source = params.group('source');
  const attribution = params.list('attribution_domains');
  if (attribution) user.attributionDomains = attribution;
  if (!source) return;
  const privacy = (['public', 'unlisted', 'private', 'direct'] satisfies Visibility[]).find((name) => name === source.text('privacy'));
  user.privacy = privacy ?? user.privacy;
  user.sensitive = source.flag('sensitive') ?? user.sensitive;
  user.language = source.text('language') ?? user.language;
  const policy = (['public', 'followers', 'nobody'] as const).find((name) => name === source.text('quote_policy'));
  user.quotePolicy = policy ?? user.quotePolicy;
}
