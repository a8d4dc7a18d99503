import type { Html } from '../../contract/ids.ts';
import type { NewStatus, OwnPost } from '../fediverse.ts';

/** Epoch ms by the server's clock. */
export interface SentBetween {
  readonly from: number;
  readonly to: number;
}

/**
 * `found`: this is the post. `unsure`: the same words are there, from a time that does not fit, so a clock may be wrong
 * or it is an earlier post. `absent`: nothing like it.
 */
export type OwnPostSearch = { readonly kind: 'found'; readonly post: OwnPost } | { readonly kind: 'unsure' } | { readonly kind: 'absent' };

/** Clocks are wrong by up to two days in the wild; the same words from earlier than that are another post. */
const clockErrorMs = 49 * 60 * 60_000;

export interface OtherCopies {
  /** Ids that are known to belong to other copies. */
  readonly taken: ReadonlySet<string>;
  /** Another copy has the same words and nobody knows its post: one that is found may be either's. */
  readonly hasTwin: boolean;
}

/** Looks for what was sent among the account's own posts, given newest first. */
export function findOwnPost(sent: NewStatus, posts: readonly OwnPost[], between: SentBetween, { taken, hasTwin }: OtherCopies): OwnPostSearch {
  const alike = posts.filter((post) => !taken.has(post.id) && isAlike(sent, post));
  const fitting = alike.filter(({ createdAt }) => createdAt >= between.from && createdAt <= between.to);
  // Where two fit, the older one is the first that arrived.
  const post = fitting.at(-1);
  if (post !== undefined) return hasTwin ? { kind: 'unsure' } : { kind: 'found', post };
  const isNear = alike.some(({ createdAt }) => createdAt >= between.from - clockErrorMs && createdAt <= between.to + clockErrorMs);
  return { kind: isNear ? 'unsure' : 'absent' };
}

/** The newest of the account's own posts with these words, whenever it was posted: for a post the person says is there. */
export function newestLike(sent: NewStatus, posts: readonly OwnPost[], taken: ReadonlySet<string>): OwnPost | undefined {
  return posts.find((post) => !taken.has(post.id) && isAlike(sent, post));
}

/** `html` stands in where a server does not show the text as typed. */
export function isSameWords(sent: Pick<NewStatus, 'text' | 'spoilerText'>, kept: { readonly text: string | null; readonly spoilerText: string; readonly html?: Html }): boolean {
  const words = kept.text ?? toText(kept.html ?? ('' as Html));
  return toComparable(sent.spoilerText) === toComparable(kept.spoilerText) && toComparable(sent.text) === toComparable(words);
}

function isAlike(sent: NewStatus, post: OwnPost): boolean {
  const hasSameParts = sent.mediaIds.length === post.mediaCount && (sent.poll?.options ?? []).map(toComparable).join('\n') === post.pollOptions.map(toComparable).join('\n');
  return hasSameParts && sent.inReplyToId === post.inReplyToId && isSameWords(sent, { text: post.sourceText, spoilerText: post.spoilerText, html: post.content });
}

/** What no server changes: the characters without spaces, with handles cut to what a rendered post shows of them. */
function toComparable(text: string): string {
  return text.normalize('NFC').replace(/(@[\p{L}\p{N}_.-]+)@[\p{L}\p{N}_.:-]*[\p{L}\p{N}_]/gu, '$1').replace(/\s+/gu, '');
}

const entities: ReadonlyMap<string, string> = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"], ['nbsp', ' ']]);

/** Good enough to compare by, never to show: tags go, the named entities servers write and numbered ones are read. */
function toText(html: Html): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities.get(name.toLowerCase()) ?? whole;
    const codePoint = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
  });
}
