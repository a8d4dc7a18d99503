import { fail, ok, type Result } from '../../contract/index.ts';
import type { BelongingsCalls, ImportKind, OwnProfile, Picture, ProfileChange } from '../../core/fediverse-belongings.ts';
import type { CallOptions, ServerProfile } from '../../core/fediverse.ts';
import type { Net } from '../../core/ports.ts';
import type { AccountApi } from './account-api.ts';
import type { Asking } from './belongings-asking.ts';
import { headerOf } from './headers.ts';
import { parseAccountLimits, parseOwnProfile } from './parse-belongings.ts';
import { isPleroma } from './rest-params.ts';
import { timeouts } from './transport.ts';

/** The largest a server takes (Mastodon 4.4 with libvips). */
const maxPictureBytes = 8 * 1024 * 1024;
const credentials = '/api/v1/accounts/update_credentials';

export interface ProfileDeps {
  readonly api: AccountApi;
  readonly asking: Asking;
  readonly net: Net;
  readonly userAgent: string;
  readonly server: ServerProfile;
}

export function belongingsProfile(deps: ProfileDeps): Pick<BelongingsCalls, 'profile' | 'saveProfile' | 'picture' | 'limits' | 'importFile'> {
  const { asking, server } = deps;
  return {
    profile: (options) => asking.one('GET', '/api/v1/accounts/verify_credentials', undefined, parseOwnProfile, { what: 'account', options }),
    saveProfile: (change, options) => saveProfile(deps, change, options),
    picture: (url, options) => fetchPicture(deps, url, options),
    limits: async (options) => {
      const isMastodon = ['mastodon', 'glitch'].includes(server.summary.software);
      const read = (json: unknown): ReturnType<typeof parseAccountLimits> => parseAccountLimits(json, isMastodon);
      const answer = await asking.one('GET', '/api/v2/instance', undefined, read, { what: 'instance', options });
      return !answer.ok && answer.error.kind === 'notFound' ? ok(read({})) : answer;
    },
    importFile: (kind, csv, options) => importFile(deps, kind, csv, options),
  };
}

async function saveProfile({ api, asking }: ProfileDeps, change: ProfileChange, options: CallOptions | undefined): Promise<Result<OwnProfile>> {
  const pictures = (['avatar', 'header'] as const).flatMap((name) => (change[name] === undefined ? [] : [[name, change[name]] as const]));
  const words = toWords(change);
  const ask = { what: 'account', options };
  if (Object.keys(words).length > 0 || pictures.length === 0) {
    const saved = await asking.one('PATCH', credentials, words, parseOwnProfile, ask);
    if (!saved.ok || pictures.length === 0) return saved;
  }
  const form = new FormData();
  for (const [name, picture] of pictures) form.set(name, new File([picture.bytes], `${name}.${picture.mimeType.split('/')[1] ?? 'png'}`, { type: picture.mimeType }));
  const uploaded = await api.upload(credentials, form, { ...ask, onSent: undefined, method: 'PATCH' });
  if (!uploaded.ok) return uploaded;
  const profile = parseOwnProfile(uploaded.value.json);
  return profile === null ? fail({ kind: 'badAnswer', host: '', reason: 'wrongShape', status: uploaded.value.status, mayHaveArrived: true }) : ok(profile);
}

/** Fields by number: Mastodon takes a list too, GoToSocial only this (internal/api/model/account.go). */
function toWords({ displayName, note, fields, locked, bot, discoverable, indexable, hideCollections, defaults }: ProfileChange): Record<string, unknown> {
  const words: Record<string, unknown> = { display_name: displayName, note, locked, bot, discoverable, indexable, hide_collections: hideCollections };
  if (fields !== undefined) words['fields_attributes'] = Object.fromEntries(fields.map((field, index) => [String(index), field]));
  if (defaults !== undefined) words['source'] = { privacy: defaults.privacy, sensitive: defaults.sensitive, language: defaults.language, quote_policy: defaults.quotePolicy };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

/** From anywhere, without the token: pictures often lie on another host. */
async function fetchPicture({ net, userAgent }: ProfileDeps, url: string, options: CallOptions | undefined): Promise<Result<Picture>> {
  const { host } = new URL(url);
  const answer = await net.request({
    method: 'GET',
    url,
    headers: { accept: 'image/*', 'user-agent': userAgent },
    timeoutMs: timeouts.resolve,
    maxBytes: maxPictureBytes,
    ...(options?.signal === undefined ? {} : { signal: options.signal }),
  });
  if (!answer.ok) return answer;
  const { status, headers, body } = answer.value;
  const mimeType = /^image\/[\w.+-]+/.exec(headerOf(headers, 'content-type') ?? '')?.[0] ?? null;
  if (status === 404 || status === 410) return fail({ kind: 'notFound', what: 'picture' });
  if (status !== 200 || mimeType === null || body.byteLength === 0) return fail({ kind: 'badAnswer', host, reason: 'wrongShape', status, mayHaveArrived: false });
  return ok({ bytes: body, mimeType });
}

async function importFile({ api, asking, server }: ProfileDeps, kind: ImportKind, csv: string, options: CallOptions | undefined): Promise<Result<null>> {
  if (isPleroma(server)) {
    const path = { follows: 'follow_import', mutes: 'mutes_import', blocks: 'blocks_import' }[kind];
    return asking.done('POST', `/api/pleroma/${path}`, { list: csv }, { what: 'import', options, capability: 'import' });
  }
  if (server.summary.software !== 'gotosocial') return fail({ kind: 'unsupported', capability: 'import' });
  const form = new FormData();
  form.set('data', new File([csv], `${kind}.csv`, { type: 'text/csv' }));
  form.set('type', kind === 'follows' ? 'following' : kind);
  form.set('mode', 'merge');
  const sent = await api.upload('/api/v1/import', form, { what: 'import', options, onSent: undefined });
  if (sent.ok) return ok(null);
  return sent.error.kind === 'notFound' ? fail({ kind: 'unsupported', capability: 'import' }) : sent;
}
