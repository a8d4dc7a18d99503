import type { Html } from '../../contract/ids.ts';

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** HTML of a post as one line of text, for places that show no elements. Never put back into HTML. */
export function toPlainText(html: Html): string {
  return html
    // The address of a quoted post, for clients without quotes (Mastodon 4.4 status_formatter).
    .replace(/<(p|span) class="(?:[^"]* )?quote-inline(?: [^"]*)?">.*?<\/\1>/gs, '')
    .replace(/<span class="invisible">[^<]*<\/span>/g, '')
    .replace(/<br\s*\/?>|<\/(?:p|li|div|h[1-6]|blockquote)>/gi, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
    })
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
}
