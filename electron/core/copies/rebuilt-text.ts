import type { Html } from '../../contract/ids.ts';
import type { Mention } from '../../contract/statuses.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const paragraphs = /^(?:p|div|blockquote|pre|ul|ol|table|h[1-6])$/;

/**
 * Words as their author may have typed them, put together from the HTML a server made of them: for servers that do not
 * tell what was typed. Paragraphs, line breaks, list items, whole addresses, tags and full handles come back; marks of
 * formatting are lost. Plain text to be looked over by a person, never put back into HTML.
 */
export function rebuildText(html: Html, mentions: readonly Mention[]): string {
  const handles = new Map(mentions.map(({ url, handle }) => [url, handle]));
  let text = '';
  let link: { readonly href: string; readonly from: number } | null = null;
  let isHidden = false;
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(token);
    const name = tag?.[2]?.toLowerCase() ?? '';
    const closes = tag?.[1] === '/';
    // The quoted post's address, for servers without quotes (class of Mastodon 4.4).
    if (name === 'p') isHidden = !closes && /\bquote-inline\b/.test(token);
    if (isHidden) continue;
    if (tag === null) text += token.startsWith('<') ? '' : decoded(token.replace(/\s+/g, ' '));
    else if (name === 'a' && !closes) link = { href: decoded(attribute(token, 'href')), from: text.length };
    else if (name === 'a' && link !== null) {
      text = text.slice(0, link.from) + typedLink(text.slice(link.from), link.href, handles.get(link.href));
      link = null;
    } else if (name === 'br') text = `${text.trimEnd()}\n`;
    else if (name === 'li' && !closes) text = `${text.trimEnd()}\n- `;
    else if (name === 'img') text += decoded(attribute(token, 'alt'));
    else if (paragraphs.test(name)) text = text.trim() === '' ? '' : `${text.trimEnd()}\n\n`;
  }
  return text.replace(/\n{3,}/g, '\n\n').replace(/[ \t]+\n/g, '\n').trim().toWellFormed();
}

function typedLink(shown: string, href: string, handle: string | undefined): string {
  if (handle !== undefined && shown.startsWith('@')) return `@${handle}`;
  if (/^[#@]/.test(shown) || !/^https?:/i.test(href)) return shown;
  // Servers show an address cut short or without its scheme; any other words were typed beside it.
  const isAddress = href.includes(shown.replace(/^https?:\/\//i, '').replace(/…$/, ''));
  return isAddress ? href : `${shown} ${href}`;
}

function attribute(tag: string, name: 'href' | 'alt'): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  return found?.[1] ?? found?.[2] ?? '';
}

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
    const code = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
