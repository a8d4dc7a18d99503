import DOMPurify, { type Config } from 'dompurify';
import { createElement, memo, useMemo, type MouseEvent, type ReactNode } from 'react';
import type { Html } from '../../electron/contract/ids.ts';
import type { CustomEmoji, Mention, StatusTag } from '../../electron/contract/statuses.ts';
import { allowedAttributes, allowedTags, boundHtml, forbiddenAttributes, htmlLimits, meaningOf } from './html-limits.ts';
import { honestLink, shortAddress } from './link-honesty.ts';
import { withEmojis } from './plain-name.tsx';
import { cleanText } from './plain-text.ts';
import css from './server-html.module.css';

/**
 * The only place that turns HTML of a server into elements: bounded as text, parsed inert, reduced to an allow list,
 * and built anew as React elements. No HTML is ever written back, so there is nothing a second parser could read otherwise.
 */
export interface ServerHtmlProps {
  readonly html: Html;
  readonly emojis: readonly CustomEmoji[];
  readonly mentions?: readonly Mention[];
  readonly tags?: readonly StatusTag[];
  readonly onLink: (link: LinkTarget, event: MouseEvent) => void;
}

export type LinkTarget = { readonly kind: 'link'; readonly href: string } | { readonly kind: 'mention'; readonly href: string; readonly handle: string } | { readonly kind: 'tag'; readonly href: string; readonly name: string };

const purifyConfig = {
  ALLOWED_TAGS: allowedTags,
  ALLOWED_ATTR: allowedAttributes,
  FORBID_ATTR: forbiddenAttributes,
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/iu,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config;

export const ServerHtml = memo(function ServerHtml({ html, emojis, mentions = [], tags = [], onLink }: ServerHtmlProps) {
  const nodes = useMemo(() => buildNodes(html, { emojis, mentions, tags, onLink }), [html, emojis, mentions, tags, onLink]);
  return <div className={css.html}>{nodes}</div>;
});

interface Building {
  readonly emojis: readonly CustomEmoji[];
  readonly mentions: readonly Mention[];
  readonly tags: readonly StatusTag[];
  readonly onLink: ServerHtmlProps['onLink'];
}

interface Budget {
  nodes: number;
  cut: boolean;
}

/** Null where the source makes a document without a body (a frameset): there is nothing in it to read. */
function parseHtml(html: string): DocumentFragment | null {
  return DOMPurify.sanitize(html, purifyConfig);
}

function buildNodes(html: string, building: Building): ReactNode {
  const bounded = boundHtml(html);
  const fragment = parseHtml(bounded.html);
  const budget: Budget = { nodes: htmlLimits.nodes, cut: bounded.cut || fragment === null };
  const nodes = fragment === null ? [] : childrenOf(fragment, building, budget, 0, false);
  return budget.cut ? [...nodes, <p key="cut" className={css.cut}>Not all of this post can be shown here.</p>] : nodes;
}

function childrenOf(parent: Node, building: Building, budget: Budget, depth: number, inCode: boolean): ReactNode[] {
  const nodes: ReactNode[] = [];
  for (const child of parent.childNodes) {
    if (budget.nodes <= 0) {
      budget.cut = true;
      break;
    }
    budget.nodes -= 1;
    if (child instanceof Text) nodes.push(textOf(child.data, building, inCode));
    else if (child instanceof Element) nodes.push(elementOf(child, building, budget, depth, inCode, nodes.length));
  }
  return nodes;
}

function textOf(text: string, building: Building, inCode: boolean): ReactNode {
  return inCode ? text : withEmojis(text, building.emojis);
}

/** Headings would break the order of the page's own: they become bold lines. */
const renamed: Readonly<Record<string, string>> = { h1: 'strong', h2: 'strong', h3: 'strong', h4: 'strong', h5: 'strong', h6: 'strong', strike: 's', rb: 'span', rtc: 'span' };
const blocks = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const empties = new Set(['br', 'hr']);
/** React refuses loose text between these. */
const rowHolders = new Set(['table', 'thead', 'tbody', 'tr']);

function elementOf(element: Element, building: Building, budget: Budget, depth: number, inCode: boolean, key: number): ReactNode {
  const tag = element.localName;
  const className = element.getAttribute('class') ?? '';
  const meaning = meaningOf(className);
  // Mastodon's own clients hide these: the part of an address nobody reads, and the quote they draw themselves.
  if (meaning.quoteInline) return null;
  if (tag === 'a') return anchorOf(element, building, key);
  if (empties.has(tag)) return createElement(tag, { key });
  const inner = depth >= htmlLimits.depth ? [textOf(element.textContent ?? '', building, inCode)] : childrenOf(element, building, budget, depth + 1, inCode || tag === 'code' || tag === 'pre');
  const kept = rowHolders.has(tag) ? inner.filter((node) => typeof node !== 'string') : inner;
  return createElement(renamed[tag] ?? tag, { key, ...languageOf(element), ...numbersOf(element), ...(blocks.has(tag) ? { className: css.heading } : {}) }, ...kept);
}

function languageOf(element: Element): { lang?: string; dir?: string } {
  const lang = element.getAttribute('lang') ?? '';
  const dir = element.getAttribute('dir') ?? '';
  return { ...(/^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/iu.test(lang) ? { lang } : {}), ...(/^(?:ltr|rtl|auto)$/u.test(dir) ? { dir } : {}) };
}

function numbersOf(element: Element): { start?: number; value?: number; reversed?: boolean } {
  const start = Number.parseInt(element.getAttribute('start') ?? '', 10);
  const value = Number.parseInt(element.getAttribute('value') ?? '', 10);
  return {
    ...(element.localName === 'ol' && Number.isSafeInteger(start) ? { start } : {}),
    ...(element.localName === 'ol' && element.hasAttribute('reversed') ? { reversed: true } : {}),
    ...(element.localName === 'li' && Number.isSafeInteger(value) ? { value } : {}),
  };
}

function anchorOf(element: Element, building: Building, key: number): ReactNode {
  const text = cleanText(element.textContent ?? '', 2_000);
  const link = honestLink(element.getAttribute('href') ?? '', text);
  if (link === null) return <span key={key}>{text}</span>;
  const target = targetOf(element, link.href, text, building);
  const shown = target.kind === 'link' ? linkText(element, text) : text;
  return (
    <a
      key={key}
      href={link.href}
      rel="noopener noreferrer nofollow"
      className={target.kind === 'link' ? css.link : css.tag}
      data-person={target.kind === 'mention' ? target.handle : undefined}
      data-tip={target.kind === 'mention' ? `@${target.handle}` : link.href}
      onClick={(event) => {
        event.preventDefault();
        building.onLink(target, event);
      }}
      onAuxClick={(event) => {
        event.preventDefault();
        if (event.button === 1) building.onLink({ kind: 'link', href: link.href }, event);
      }}
    >
      {shown}
      {link.misleading && target.kind === 'link' && <span className={css.real}>goes to {link.host}</span>}
    </a>
  );
}

function targetOf(element: Element, href: string, text: string, { mentions, tags }: Building): LinkTarget {
  const same = (url: string): boolean => URL.canParse(url) && new URL(url).href === href;
  const mention = mentions.find((each) => same(each.url)) ?? mentionByName(href, text, mentions);
  if (mention !== undefined) return { kind: 'mention', href, handle: mention.handle };
  const meaning = meaningOf(element.getAttribute('class') ?? '');
  const name = text.startsWith('#') ? text.slice(1).toLowerCase() : '';
  const tag = tags.find((each) => same(each.url)) ?? (meaning.hashtag || name !== '' ? tags.find((each) => each.name.toLowerCase() === name) : undefined);
  return tag === undefined ? { kind: 'link', href } : { kind: 'tag', href, name: tag.name };
}

/** Some servers link to the actor's id instead of its page: the name and the host still tell who is meant. */
function mentionByName(href: string, text: string, mentions: readonly Mention[]): Mention | undefined {
  const name = /^@([\w.-]+)/u.exec(text)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const { hostname } = new URL(href);
  return mentions.find(({ handle }) => {
    const [user, domain] = handle.toLowerCase().split('@');
    return user === name && (domain === hostname || hostname.endsWith(`.${domain}`));
  });
}

/** Mastodon marks what to hide and where to put dots; others send the whole address, which is shortened here. */
function linkText(element: Element, text: string): string {
  if (element.querySelector('.invisible, .ellipsis') === null) return /^https?:\/\//iu.test(text) ? shortAddress(text) : text;
  let shown = '';
  const walk = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child instanceof Text) shown += child.data;
      else if (child instanceof Element) {
        const meaning = meaningOf(child.getAttribute('class') ?? '');
        if (meaning.invisible) continue;
        walk(child);
        if (meaning.ellipsis) shown += '…';
      }
    }
  };
  walk(element);
  return cleanText(shown, 2_000);
}

/** The words of an HTML text, for the clipboard or one line: line ends kept, nothing else. */
export function textOfHtml(html: Html): string {
  const fragment = parseHtml(boundHtml(html).html);
  if (fragment === null) return '';
  // The address of a quoted post, for clients without quotes: no part of the words.
  for (const address of fragment.querySelectorAll('.quote-inline')) address.remove();
  for (const line of fragment.querySelectorAll('br')) line.replaceWith('\n');
  for (const block of fragment.querySelectorAll('p, li, blockquote, pre, h1, h2, h3, h4, h5, h6')) block.append('\n');
  return cleanText(fragment.textContent ?? '').replace(/\n{3,}/gu, '\n\n').trim();
}
