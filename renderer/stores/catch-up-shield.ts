import type { Digest, DigestPost } from '../../electron/contract/catch-up.ts';
import { shieldVerdict, type ShieldIndex } from '../../electron/contract/shield-verdict.ts';

export interface ShieldedDigest {
  readonly digest: Digest;
  /** Posts that were left out. */
  readonly shielded: number;
}

/** The digest without posts of people whom another account hides, and without posts that came only because such people boosted them. */
export function withoutShielded(digest: Digest, index: ShieldIndex, ownHandles: ReadonlySet<string>, now: number): ShieldedDigest {
  if (index.over.size === 0) return { digest, shielded: 0 };
  const isHidden = (handle: string, { reached }: DigestPost): boolean => !ownHandles.has(handle) && shieldVerdict([handle], reached, index, now) !== null;
  const posts = digest.posts.flatMap((post): readonly DigestPost[] => {
    if (isHidden(post.view.status.author.handle, post)) return [];
    const boosters = post.boosters.filter(({ handle }) => !isHidden(handle, post));
    return post.isOwn || boosters.length > 0 ? [boosters.length === post.boosters.length ? post : { ...post, boosters }] : [];
  });
  return { digest: { ...digest, posts }, shielded: digest.posts.length - posts.length };
}
