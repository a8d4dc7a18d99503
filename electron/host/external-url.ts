/**
 * The last look at an address before the system opens it, in both hosts. Links come from servers, so this is a door of
 * its own although core has checked before: everything but web pages and mail would start some other program.
 */
const openable: readonly string[] = ['http:', 'https:', 'mailto:'];

/** The address as `URL` writes it, never as it came; null when it must not be opened. */
export function toExternalUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || !openable.includes(url.protocol)) return null;
  return url.username === '' && url.password === '' ? url.href : null;
}
