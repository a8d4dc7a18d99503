import { toHost } from './parse-person.ts';

export interface TypedAddress {
  /** `host` or `host:port`, ASCII lower case. */
  readonly host: string;
  /** The name before the `@`, where a handle was typed. */
  readonly name: string | null;
}

/** `host`, `host:port`, `https://host/…`, `@me@host`, `me@host`, `acct:me@host`, in any script and case. Null when it is none of these. */
export function parseAddress(input: string): TypedAddress | null {
  const text = input.normalize('NFKC').trim().replace(/^acct:/i, '');
  if (text === '' || text.length > 512) return null;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' ? withHost(url.host, nameInPath(url.pathname)) : null;
  }
  const bare = text.replace(/^@/, '').replace(/[/?#].*$/, '');
  const at = bare.lastIndexOf('@');
  return withHost(toHost(bare.slice(at + 1)), at > 0 ? bare.slice(0, at) : null);
}

function nameInPath(path: string): string | null {
  return /^\/@([^/@]+)\/?$/.exec(path)?.[1] ?? null;
}

/** A name without a dot is no domain of the internet; a typed `localhost:3000` is left to the address rules. */
function withHost(host: string | null, name: string | null): TypedAddress | null {
  if (host === null || host === '' || (name !== null && /[\s@]/.test(name))) return null;
  const { hostname } = new URL(`https://${host}`);
  return hostname.includes('.') || hostname.startsWith('[') || hostname === 'localhost' ? { host: host.replace(/\.(?=:|$)/, ''), name } : null;
}
