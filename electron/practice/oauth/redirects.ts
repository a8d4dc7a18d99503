import type { PracticeServer } from '../model/server.ts';

/** Shows the code on a page instead of redirecting. */
export const outOfBand = 'urn:ietf:wg:oauth:2.0:oob';

/**
 * Whether a redirect address is the registered one. On Mastodon the port of a loopback address may differ
 * (doorkeeper uri_checker.rb, RFC 8252 section 7.3); path and query may not. The others compare the whole text.
 */
export function redirectFits(server: PracticeServer, registered: string, given: string): boolean {
  if (registered === given) return true;
  if (server.traits.software !== 'mastodon' || !URL.canParse(registered) || !URL.canParse(given)) return false;
  const [a, b] = [new URL(registered), new URL(given)];
  if (a.protocol !== 'http:' || !['127.0.0.1', '[::1]'].includes(a.hostname)) return false;
  a.port = '';
  b.port = '';
  return a.href === b.href;
}
