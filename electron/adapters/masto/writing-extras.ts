import type { Software, WritingExtras } from '../../contract/servers.ts';
import type { ServerProfile } from '../../core/fediverse.ts';
import { dig, readList, readTextOrNull, type JsonRecord } from './json.ts';

/** Had quotes before Mastodon, with `quote_id` and without policies. */
const oldQuotes: ReadonlySet<Software> = new Set(['akkoma', 'pleroma', 'sharkey']);
/** `local_only` of GoToSocial and of the glitch fork; a visibility of its own on Akkoma and Pleroma. */
const localPosts: ReadonlySet<Software> = new Set(['gotosocial', 'glitch', 'akkoma', 'pleroma']);

/** `allowed_mentions` of Mastodon, which its documentation does not name; others would not heed it. */
const guards: ReadonlySet<Software> = new Set(['mastodon', 'glitch']);

/** What else a post may carry on a server. Formats by its own word only: Mastodon takes any and heeds none. */
export function toWritingExtras(record: JsonRecord, software: Software, { scheduling, quotes }: Pick<ServerProfile['capabilities'], 'scheduling' | 'quotes'>): WritingExtras {
  const said = dig(record, 'configuration', 'statuses', 'supported_mime_types') ?? dig(record, 'pleroma', 'metadata', 'post_formats');
  const formats = readList(said, 20, (item) => readTextOrNull(item, 100)).items.filter((format) => /^text\/[\w.+-]+$/.test(format));
  return { scheduling, quotes: quotes || oldQuotes.has(software), quotePolicies: quotes, localOnly: localPosts.has(software), guardsMentions: guards.has(software), formats };
}
