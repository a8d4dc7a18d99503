/**
 * Who may talk to the loopback server at all. A web page of somebody else can reach 127.0.0.1 too, directly or by a
 * name whose DNS answer changes to 127.0.0.1 later (rebinding), so the `Host` is checked before anything else, on
 * pages, calls, media and socket upgrades alike.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface Refusal {
  readonly status: 403 | 421;
  readonly reason: string;
}

/** The only spellings of our address. Not "any IP" and not `*.localhost`. */
export function allowedHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}

/**
 * Null when the request may go on. A missing `Origin` passes on GET and HEAD only: browsers leave it out there, and
 * nothing that answers GET is secret without an unguessable path.
 */
export function refusal(headers: IncomingHttpHeaders, request: { readonly method: string; readonly upgrade: boolean; readonly port: number }): Refusal | null {
  const host = headers.host;
  if (host === undefined || !allowedHosts(request.port).includes(host)) return { status: 421, reason: 'wrong host' };
  const readsOnly = !request.upgrade && (request.method === 'GET' || request.method === 'HEAD');
  const { origin } = headers;
  if (origin === undefined ? !readsOnly : origin !== `http://${host}`) return { status: 403, reason: 'wrong origin' };
  if (isForeignFetch(headers)) return { status: 403, reason: 'cross-site' };
  return null;
}

/** Another site may send people to us (a navigation shows the locked page), but it may not load parts of us. */
function isForeignFetch(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return !(headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document');
}

/** For `<img>` and friends, which cannot carry a header of ours: the browser itself must say that our page asks. */
export function isOwnSubresource(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] === 'same-origin';
}
