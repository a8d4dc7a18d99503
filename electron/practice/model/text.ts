/** Turning what people type into what servers send. Everything here is pure. */

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'mention'; readonly handle: string }
  | { readonly kind: 'tag'; readonly tag: string };

const token =
  /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])|(?<![\w/@])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_])?(?:@[\p{L}\p{N}][\p{L}\p{N}.-]*[\p{L}\p{N}])?)|(?<![\w/&])#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)/giu;

function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > end) found.push({ kind: 'text', text: text.slice(end, match.index) });
    if (match[1]) found.push({ kind: 'url', url: match[1] });
    else if (match[2]) found.push({ kind: 'mention', handle: match[2] });
    else if (match[3]) found.push({ kind: 'tag', tag: match[3] });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: 'text', text: text.slice(end) });
  return found;
}

export function mentionsIn(text: string): string[] {
  return [...new Set(pieces(text).flatMap((piece) => (piece.kind === 'mention' ? [piece.handle.toLowerCase()] : [])))];
}

/** Tag names, lower case, without #. */
export function tagsIn(text: string): string[] {
  return [...new Set(pieces(text).flatMap((piece) => (piece.kind === 'tag' ? [normalTag(piece.tag)] : [])))];
}

export function normalTag(tag: string): string {
  return tag.normalize('NFKC').toLowerCase();
}

export function urlsIn(text: string): string[] {
  return pieces(text).flatMap((piece) => (piece.kind === 'url' ? [piece.url] : []));
}

export function shortcodesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/:([a-z0-9_-]+):/gi)].flatMap((match) => (match[1] ? [match[1]] : [])))];
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

export interface LinkTargets {
  /** Where a mention leads; null leaves it as text. `acct` is the name to show. */
  mention(handle: string): { readonly url: string; readonly username: string } | null;
  tagUrl(tag: string): string;
}

/** Mastodon shows 30 characters of a link and hides the rest with classes (app/lib/text_formatter.rb). */
function linkHtml(url: string): string {
  const prefix = /^https?:\/\/(?:www\.)?/.exec(url)?.[0] ?? '';
  const rest = url.slice(prefix.length);
  const shown = rest.slice(0, 30);
  const cut = rest.slice(30);
  const parts = [
    `<span class="invisible">${escapeHtml(prefix)}</span>`,
    `<span class="${cut ? 'ellipsis' : ''}">${escapeHtml(shown)}</span>`,
    `<span class="invisible">${escapeHtml(cut)}</span>`,
  ];
  return `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener noreferrer" translate="no">${parts.join('')}</a>`;
}

function pieceHtml(piece: Piece, targets: LinkTargets): string {
  switch (piece.kind) {
    case 'text':
      return escapeHtml(piece.text);
    case 'url':
      return linkHtml(piece.url);
    case 'tag':
      return `<a href="${escapeHtml(targets.tagUrl(normalTag(piece.tag)))}" class="mention hashtag" rel="tag">#<span>${escapeHtml(piece.tag)}</span></a>`;
    case 'mention': {
      const target = targets.mention(piece.handle.toLowerCase());
      if (!target) return escapeHtml(`@${piece.handle}`);
      return `<span class="h-card" translate="no"><a href="${escapeHtml(target.url)}" class="u-url mention">@<span>${escapeHtml(target.username)}</span></a></span>`;
    }
  }
}

/** Plain text as the HTML a server sends: paragraphs, line breaks, links, mentions with h-card markup, hashtags. */
export function toHtml(text: string, targets: LinkTargets): string {
  if (text.trim() === '') return '';
  const html = pieces(text.replaceAll('\r\n', '\n').trim())
    .map((piece) => pieceHtml(piece, targets))
    .join('');
  return html
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br />')}</p>`)
    .join('');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Length as Mastodon counts it: graphemes, a link is 23, a mention without its domain (status_length_validator.rb). */
export function mastodonLength(text: string): number {
  const counted = pieces(text)
    .map((piece) => {
      if (piece.kind === 'url') return 'x'.repeat(23);
      if (piece.kind === 'mention') return `@${piece.handle.split('@')[0] ?? ''}`;
      return piece.kind === 'tag' ? `#${piece.tag}` : piece.text;
    })
    .join('');
  return [...graphemes.segment(counted)].length;
}

/** Length as most other servers count it: code points. */
export function plainLength(text: string): number {
  return Array.from(text).length;
}
