import { createHash } from 'node:crypto';
import { readPngSize } from '../png.ts';
import type { Account, User, Visibility } from '../model/rows.ts';
import { plainLength } from '../model/text.ts';
import type { PracticeServer } from '../model/server.ts';
import type { Params, Upload } from '../rest/params.ts';
import type { Reply } from '../rest/reply.ts';
import { failure, invalid } from '../rest/reply.ts';
import { answerRequest, shareProfile } from './people.ts';

const megabyte = 1024 * 1024;

/** Mastodon takes 8 MB and 40 characters since 4.4 and 4.6, before that 2 MB and 30. */
function limitsOf({ traits }: PracticeServer): { readonly pictureMb: number; readonly name: number } {
  if (traits.software !== 'mastodon') return { pictureMb: 8, name: 40 };
  return { pictureMb: (traits.apiLevel ?? 0) >= 3 ? 8 : 2, name: (traits.apiLevel ?? 0) >= 10 ? 40 : 30 };
}

/** Keeps an upload under a name made of its content. */
export function keepUpload(server: PracticeServer, upload: Upload): string {
  const extension = upload.mime.split('/')[1]?.replaceAll(/[^a-z0-9]/g, '') ?? 'bin';
  const name = `${createHash('sha256').update(upload.bytes).digest('hex').slice(0, 24)}.${extension}`;
  server.world.files.put(name, { mime: upload.mime, bytes: upload.bytes });
  return name;
}

function pictureRefusal(upload: Upload | undefined, name: string, megabytes: number): Reply | null {
  if (!upload) return null;
  if (!upload.mime.startsWith('image/')) return invalid(`${name} content type is invalid`);
  if (upload.bytes.length > megabytes * megabyte) return invalid(`${name} file size must be less than ${megabytes} MB`);
  return upload.mime === 'image/png' && readPngSize(upload.bytes) === null ? invalid(`${name} is not a picture`) : null;
}

/** Applies what update_credentials may change; the answer is the refusal, if any. */
export function applyProfile(server: PracticeServer, me: { readonly account: Account; readonly user: User }, params: Params): Reply | null {
  const { account } = me;
  const displayName = params.text('display_name');
  const note = params.text('note');
  const limits = limitsOf(server);
  if (displayName !== undefined && plainLength(displayName) > limits.name)
    return invalid(`Display name is too long (maximum is ${limits.name} characters)`);
  if (note !== undefined && plainLength(note) > 500) return invalid('Note is too long (maximum is 500 characters)');
  const avatar = params.file('avatar');
  const header = params.file('header');
  const refusal = pictureRefusal(avatar, 'Avatar', limits.pictureMb) ?? pictureRefusal(header, 'Header', limits.pictureMb);
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
  const long = fields?.some((field) => [field.text('name'), field.text('value')].some((text) => plainLength(text ?? '') > 255));
  if (long) return invalid('Fields is too long (maximum is 255 characters)');
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
