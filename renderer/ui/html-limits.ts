import { limitMarks, shortened } from './plain-text.ts';

/**
 * What is taken of one HTML text. The caps come before the parser: Chromium itself takes 12 s for 292 KB of nested
 * `<b>` and more than 40 s to lay out 1 MB of combining marks (docs of the security goals, H5).
 */
export const htmlLimits = {
  /** UTF-16 units; Mastodon's longest configured posts are far below it. */
  length: 30_000,
  /** Tags in the source; each may become a node. */
  tags: 3_000,
  /** Elements inside each other in the source: taking the shells off a deep tower costs the square of its height. */
  sourceDepth: 100,
  /** Elements inside each other, in what is drawn. */
  depth: 20,
  /** Elements and texts drawn. */
  nodes: 4_000,
} as const;

const tag = /<(\/?)([a-z][a-z\d-]*|[!?])/giu;
const neverOpen = new Set(['br', 'hr', 'img', 'wbr', 'input', 'meta', 'link', '!', '?']);

export interface BoundedHtml {
  readonly html: string;
  /** Something was left out: say so, and offer the text. */
  readonly cut: boolean;
}

/** Bounds the source of a text before anything parses it. */
export function boundHtml(source: string): BoundedHtml {
  let html = shortened(source, htmlLimits.length);
  let cut = html !== source;
  let tags = 0;
  let depth = 0;
  tag.lastIndex = 0;
  for (let match = tag.exec(html); match !== null; match = tag.exec(html)) {
    tags += 1;
    const [, slash, name = ''] = match;
    if (slash === '/') depth = Math.max(0, depth - 1);
    else if (!neverOpen.has(name.toLowerCase())) depth += 1;
    if (tags > htmlLimits.tags || depth > htmlLimits.sourceDepth) {
      html = html.slice(0, match.index);
      cut = true;
      break;
    }
  }
  return { html: limitMarks(html), cut };
}

/** Tags that hold what may be drawn; all others lose their shell and keep their text, but for those of `FORBID_CONTENTS` of DOMPurify. */
export const allowedTags = (
  'p br span a del s strike pre blockquote code b strong u i em small sub sup ul ol li hr ruby rb rt rp rtc abbr ' +
  'h1 h2 h3 h4 h5 h6 q cite mark kbd details summary table thead tbody tr th td dl dt dd'
).split(' ');
export const allowedAttributes = ['href', 'class', 'lang', 'dir', 'title', 'start', 'reversed', 'value', 'open'];
export const forbiddenAttributes = ['style', 'id', 'name', 'target', 'srcset'];

/** The classes servers use to say something (Mastodon `sanitize_config.rb`); ours never come from outside, as CSS modules rename them. */
const meaningfulClasses = new Set(['mention', 'hashtag', 'ellipsis', 'invisible', 'quote-inline']);

export function meaningOf(className: string): { readonly invisible: boolean; readonly ellipsis: boolean; readonly quoteInline: boolean; readonly mention: boolean; readonly hashtag: boolean } {
  const classes = new Set(className.split(/\s+/u).filter((name) => meaningfulClasses.has(name)));
  return { invisible: classes.has('invisible'), ellipsis: classes.has('ellipsis'), quoteInline: classes.has('quote-inline'), mention: classes.has('mention'), hashtag: classes.has('hashtag') };
}
