/** What a person may not have meant: told while they write, never a reason not to send. */
import type { DraftBody } from '../../electron/contract/compose.ts';
import type { AccountKey } from '../../electron/contract/index.ts';
import type { StatusView } from '../../electron/contract/statuses.ts';
import { effective, stricterOf, toPostVisibility } from './compose-body.ts';
import { allParts } from './compose-thread.ts';

export type WritingWarning =
  /** The answered post is `months` old. */
  | { readonly warning: 'old'; readonly months: number }
  /** More people would see the answer than saw the post. */
  | { readonly warning: 'wider' }
  /** These would be able to read a direct conversation they are not part of. */
  | { readonly warning: 'joins'; readonly handles: readonly string[] }
  /** The text links to a post that not everybody who reads it can open. */
  | { readonly warning: 'privateLink'; readonly url: string };

export interface WarningFacts {
  readonly body: DraftBody;
  readonly replyTo: StatusView | null;
  /** Full handles of the accounts that write. */
  readonly own: ReadonlyMap<AccountKey, string>;
  readonly views: ReadonlyMap<string, StatusView>;
  /** Epoch ms. */
  readonly now: number;
}

const monthMs = (365.25 / 12) * 24 * 60 * 60_000;
const oldMonths = 3;

export function warningsOf(facts: WarningFacts): readonly WritingWarning[] {
  const { body, replyTo, now } = facts;
  const warnings: WritingWarning[] = [];
  const months = replyTo === null ? 0 : Math.floor((now - replyTo.status.createdAt) / monthMs);
  if (months >= oldMonths) warnings.push({ warning: 'old', months });
  if (replyTo !== null && isWider(body, replyTo)) warnings.push({ warning: 'wider' });
  const handles = joining(facts);
  if (handles.length > 0) warnings.push({ warning: 'joins', handles });
  const url = privateLink(facts);
  if (url !== null) warnings.push({ warning: 'privateLink', url });
  return warnings;
}

function isWider(body: DraftBody, replyTo: StatusView): boolean {
  const asked = toPostVisibility(replyTo.status.visibility);
  return body.targets.some(({ account }) => stricterOf(effective(body, account).visibility, asked) !== effective(body, account).visibility);
}

const mention = /(?<![\p{L}\p{N}_/.])@([\p{L}\p{N}_][\p{L}\p{N}_.-]*[\p{L}\p{N}_]|[\p{L}\p{N}_])(?:@([\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d+)?))?/gu;

/** Full handles, in lower case, of those an answer to a direct conversation would let in. */
export function joining({ body, replyTo, own }: Pick<WarningFacts, 'body' | 'replyTo' | 'own'>): readonly string[] {
  if (replyTo?.status.visibility !== 'direct') return [];
  const there = new Set([replyTo.status.author.handle, ...replyTo.status.mentions.map(({ handle }) => handle), ...own.values()].map((handle) => handle.toLowerCase()));
  const named = body.targets.flatMap(({ account }) => {
    const home = own.get(account)?.split('@')[1] ?? '';
    const texts = allParts(body).map((part) => effective(part, account).text);
    return texts.flatMap((text) => [...text.matchAll(mention)].map(([, name = '', host = home]) => `${name}@${host}`.toLowerCase()));
  });
  return [...new Set(named)].filter((handle) => !there.has(handle));
}

const address = /https?:\/\/[^\s<>"]+/gu;

function privateLink({ body, views }: WarningFacts): string | null {
  const urls = new Set(allParts(body).flatMap(({ text }) => text.match(address) ?? []));
  if (urls.size === 0) return null;
  const isFor = ({ status }: StatusView): boolean => status.visibility !== 'public' && status.visibility !== 'unlisted';
  const found = [...views.values()].find((view) => isFor(view) && (urls.has(view.status.url ?? '') || urls.has(view.status.uri)));
  return found === undefined ? null : (found.status.url ?? found.status.uri);
}
