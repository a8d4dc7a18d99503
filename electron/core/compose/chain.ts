import type { DraftBody, DraftPart } from '../../contract/compose.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { measure } from './length.ts';
import { splitText, type Room } from './split.ts';

/** One post an account gets. `part` is its place among the posts of the draft; media and poll go with the first of a part that was split. */
export interface ChainPost extends Pick<DraftPart, 'media' | 'poll'> {
  readonly part: number;
  readonly text: string;
}

type Target = DraftBody['targets'][number];

const ending = (at: number, of: number): string => `\n\n${at}/${of}`;
/** Nobody writes more; a text that would need more is refused for its length. */
const mostDigits = 3;

/**
 * The posts of a draft as one account gets them. `link`: put at the end of the first post's text, for servers that cannot
 * quote.
 */
export function toChain(body: DraftBody, target: Target, room: Room, link: string | null): readonly ChainPost[] {
  const parts = partsOf(body, target, link);
  for (let digits = 1; digits <= mostDigits; digits += 1) {
    const endsWith = body.numbered ? ending(10 ** digits - 1, 10 ** digits - 1) : '';
    const posts = parts.flatMap((post) => pieces(post, body, target, room, endsWith));
    if (posts.length < 10 ** digits || digits === mostDigits) return numbered(posts, body.numbered);
  }
  return parts;
}

function numbered(posts: readonly ChainPost[], isNumbered: boolean): readonly ChainPost[] {
  return isNumbered && posts.length > 1 ? posts.map((post, at) => ({ ...post, text: `${post.text.trimEnd()}${ending(at + 1, posts.length)}` })) : posts;
}

function partsOf({ text, media, poll, thread }: DraftBody, { account, overrides }: Target, link: string | null): readonly ChainPost[] {
  const first = overrides.text ?? text;
  const withLink = link === null ? first : `${first.trimEnd()}\n\n${link}`.trimStart();
  const others = thread.map((part, at): ChainPost => ({ part: at + 1, text: ownText(part, account), media: part.media, poll: part.poll }));
  return [{ part: 0, text: withLink, media, poll }, ...others];
}

function ownText({ text, own }: DraftPart, account: AccountKey): string {
  return own.find((each) => each.account === account)?.text ?? text;
}

function pieces(post: ChainPost, body: DraftBody, { overrides }: Target, room: Room, endsWith: string): readonly ChainPost[] {
  if (overrides.split !== true) return [post];
  const spoilerText = overrides.spoilerText ?? body.spoilerText;
  if (measure(post.text, spoilerText, room) <= room.maxCharacters && endsWith === '') return [post];
  const repeatsHandles = (overrides.visibility ?? body.visibility) === 'direct';
  return splitText(post.text, { room, spoilerText, endsWith, repeatsHandles }).map((text, at) => (at === 0 ? { ...post, text } : { part: post.part, text, media: [], poll: null }));
}
