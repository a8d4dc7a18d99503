import type { DigestGroup, DigestPost, LinkGroup } from '../../contract/catch-up.ts';
import type { StatusUri } from '../../contract/ids.ts';

const urisOf = (posts: readonly DigestPost[]): readonly StatusUri[] => posts.map(({ view }) => view.status.uri);

/** The same person may be known by several servers: the full handle is what all of them say alike. */
export function groupByAuthor(posts: readonly DigestPost[]): readonly DigestGroup[] {
  return [...Map.groupBy(posts, ({ view }) => view.status.author.handle.toLowerCase())].map(([key, own]) => ({ key, uris: urisOf(own) }));
}

/** What follows a reader around and does not change the page. */
const tracking = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid)$/i;

/** One name for a page however it was linked. Only for comparing: people are led to the address that was posted. */
export function linkKey(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  const parameters = [...url.searchParams].filter(([name]) => !tracking.test(name)).map(([name, value]) => `${name}=${value}`);
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.host.replace(/^www\./, '')}${path}${parameters.length === 0 ? '' : `?${parameters.toSorted().join('&')}`}`;
}

export function groupByLink(posts: readonly DigestPost[]): readonly LinkGroup[] {
  const withCard = posts.flatMap((post) => (post.view.status.card === null ? [] : [{ post, card: post.view.status.card }]));
  return [...Map.groupBy(withCard, ({ card }) => linkKey(card.url))].flatMap(([key, own]) => {
    // The servers may have read the page at different times, some in vain.
    const best = own.find(({ card }) => card.title !== '') ?? own[0];
    return best === undefined ? [] : [{ key, card: best.card, uris: own.map(({ post }) => post.view.status.uri) }];
  });
}

/** A stored count is as old as the last look at the post: replies that came since are counted here. */
export function withReplies(posts: readonly DigestPost[], parentOf: (uri: StatusUri) => StatusUri | null): readonly DigestPost[] {
  const came = new Map<StatusUri, number>();
  for (const { view } of posts) {
    const parent = parentOf(view.status.uri);
    if (parent !== null) came.set(parent, (came.get(parent) ?? 0) + 1);
  }
  return posts.map((post) => ({ ...post, replies: Math.max(post.replies, came.get(post.view.status.uri) ?? 0) }));
}

/** How far up a conversation is climbed. */
const mostSteps = 50;

/** `parentOf`: the post that one replies to, as far as it is known; it may be older than the period. */
export function groupByThread(posts: readonly DigestPost[], parentOf: (uri: StatusUri) => StatusUri | null): readonly DigestGroup[] {
  const roots = new Map<StatusUri, StatusUri>();
  function rootOf(uri: StatusUri): StatusUri {
    const climbed: StatusUri[] = [];
    let at = uri;
    while (!roots.has(at) && climbed.length < mostSteps) {
      climbed.push(at);
      const parent = parentOf(at);
      // A ring of replies is nothing a server should tell; it ends here.
      if (parent === null || climbed.includes(parent)) break;
      at = parent;
    }
    const root = roots.get(at) ?? at;
    for (const each of climbed) roots.set(each, root);
    return root;
  }
  return [...Map.groupBy(posts, ({ view }) => rootOf(view.status.uri))].filter(([, own]) => own.length > 1).map(([key, own]) => ({ key, uris: urisOf(own) }));
}
