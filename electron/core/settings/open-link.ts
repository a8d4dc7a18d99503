import { fail, ok, type Result } from '../../contract/result.ts';
import type { ExternalLinks } from '../ports.ts';

const safeProtocols = ['http:', 'https:', 'mailto:'];
/** Browsers drop tabs and line breaks inside a URL and spaces around it, so what is checked and what is opened could differ. */
const hiding = /^ | $|[\p{Cc}\p{Cf}\\]|(?! )\p{Z}/u;

/** Two slashes and a host; nothing before it that could be taken for the host. */
const plainAuthority = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/i;

/**
 * The form in which a link may be handed to the system, or null. Links come from servers: only the web and mail, no
 * hidden characters, no name and password before the host, and always as the URL parser writes it.
 */
export function toSafeExternalUrl(link: string): string | null {
  if (hiding.test(link)) return null;
  const url = URL.parse(link);
  if (url === null || !safeProtocols.includes(url.protocol)) return null;
  if (url.protocol === 'mailto:') return url.pathname === '' ? null : url.href;
  return plainAuthority.test(link) ? url.href : null;
}

export async function openLink(links: ExternalLinks, link: string): Promise<Result<null>> {
  const url = toSafeExternalUrl(link);
  if (url === null) return fail({ kind: 'invalidInput', field: 'url', message: 'Only web and mail links are opened' });
  await links.open(url);
  return ok(null);
}
