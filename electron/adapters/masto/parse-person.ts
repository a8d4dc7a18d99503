import type { CustomEmoji, Person } from '../../contract/statuses.ts';
import { asRecord, get, readFlag, readList, readText, readWebUrl, type JsonRecord } from './json.ts';
import type { ParseContext } from './parse-context.ts';

/** Shown names are short; a longer one is an attack on the layout. UTF-16 units. */
const maxNameLength = 256;
const maxEmojis = 256;
const maxHandleLength = 320;
const shortcodePattern = /^[^\s:]{1,128}$/u;

/** Null when the person cannot be told apart from others: no name, or a domain that is none. */
export function parsePerson(value: unknown, context: ParseContext): Person | null {
  const record = asRecord(value);
  const handle = toHandle(get(record, 'acct'), context.domain) ?? toHandle(get(record, 'username'), context.domain);
  if (record === null || handle === null) return null;
  const url = readWebUrl(get(record, 'url'));
  const avatar = context.mediaPath(get(record, 'avatar'));
  return {
    uri: actorUri(record) ?? url ?? `acct:${handle}`,
    handle,
    displayName: readText(get(record, 'display_name'), maxNameLength).trim() || handle.slice(0, handle.lastIndexOf('@')),
    url,
    avatar,
    avatarStatic: context.mediaPath(get(record, 'avatar_static')) ?? avatar,
    bot: readFlag(get(record, 'bot')),
    locked: readFlag(get(record, 'locked')),
    emojis: parseEmojis(get(record, 'emojis'), context),
  };
}

/** `uri` since Mastodon 4.2; Akkoma and Pleroma have it as `pleroma.ap_id` (views/account_view.ex). */
function actorUri(record: JsonRecord): string | null {
  return readWebUrl(get(record, 'uri')) ?? readWebUrl(get(asRecord(get(record, 'pleroma')), 'ap_id'));
}

/** `name@domain` with the domain in ASCII lower case; a local `acct` has no domain of its own. Null when it is no handle. */
export function toHandle(acct: unknown, localDomain: string): string | null {
  if (typeof acct !== 'string' || acct.length > maxHandleLength) return null;
  const [name = '', domain = localDomain, ...rest] = acct.replace(/^@/, '').split('@');
  if (name === '' || /[\s/]/.test(name) || rest.length > 0) return null;
  const host = toHost(domain);
  return host === null ? null : `${name.toWellFormed()}@${host}`;
}

/** A host with an optional port, as URLs write it: lower case, internationalised names in ASCII. Null when it is none. */
export function toHost(text: string): string | null {
  if (text === '' || /[\s/?#@\\]/.test(text)) return null;
  const url = URL.parse(`https://${text}`);
  return url === null || url.hostname === '' ? null : url.host;
}

export function parseEmojis(value: unknown, context: ParseContext): readonly CustomEmoji[] {
  return readList(value, maxEmojis, (item): CustomEmoji | null => {
    const record = asRecord(item);
    const shortcode = get(record, 'shortcode');
    const url = context.mediaPath(get(record, 'url'));
    if (typeof shortcode !== 'string' || !shortcodePattern.test(shortcode) || url === null) return null;
    return { shortcode: shortcode.toWellFormed(), url, staticUrl: context.mediaPath(get(record, 'static_url')) ?? url };
  }).items;
}
