/** Links people can follow from here. Others (`magnet:`, `acct:`) stay text: nothing of ours opens them. */
const openable = new Set(['http:', 'https:', 'mailto:']);

export interface HonestLink {
  /** Re-serialised: what is shown is what is opened. */
  readonly href: string;
  /** Host in ASCII (punycode), or the address of a mail link. */
  readonly host: string;
  /** The text names another host than the link goes to. */
  readonly misleading: boolean;
}

const looksLikeAddress = /(?:^|[^\p{L}\p{N}@.-])(?:https?:\/\/)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*[\p{L}\p{N}])(?![\p{L}\p{N}@])/iu;

/** Null where the address is none that can be opened. */
export function honestLink(href: string, text: string): HonestLink | null {
  if (href.trim() === '' || !URL.canParse(href)) return null;
  const url = new URL(href);
  if (!openable.has(url.protocol)) return null;
  if (url.protocol === 'mailto:') return { href: url.href, host: url.pathname, misleading: false };
  // Names and passwords in an address only serve to look like another host: https://bank@evil.
  const hasUser = url.username !== '' || url.password !== '';
  url.username = '';
  url.password = '';
  const host = url.host;
  return { href: url.href, host, misleading: hasUser || !namesHost(text, url.hostname) };
}

/** True where the text names no host at all, or the one the link goes to. */
function namesHost(text: string, hostname: string): boolean {
  const named = looksLikeAddress.exec(text.normalize('NFKC'))?.[1];
  if (named === undefined) return true;
  const shown = asciiHost(named);
  if (shown === null) return true;
  return sameSite(shown, hostname);
}

function asciiHost(name: string): string | null {
  return URL.canParse(`https://${name}`) ? new URL(`https://${name}`).hostname : null;
}

/** `www.` on either side makes no difference. */
function sameSite(one: string, other: string): boolean {
  const bare = (host: string): string => host.replace(/^www\./u, '');
  return bare(one) === bare(other);
}

/** Address as it is shown where a server sent it in full: no scheme, no `www.`, cut after this many letters. */
export function shortAddress(text: string, most = 38): string {
  const bare = text.replace(/^https?:\/\/(?:www\.)?/iu, '').replace(/\/$/u, '');
  return bare.length <= most ? bare : `${bare.slice(0, most)}…`;
}
