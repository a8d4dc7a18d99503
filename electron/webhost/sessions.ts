/**
 * Start codes and sessions of the loopback server. A start code is shown to one browser, once, and is worth nothing a
 * minute later; the session token it is exchanged for lives in the memory of this process and of one tab. Cookies are
 * not used: they ignore ports, so a server of another user on another port of 127.0.0.1 would receive them.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export const startCodeLifeMs = 60_000;
export const wrongTriesAllowed = 5;
export const backoffMs = 1_000;
/** A session whose page has been gone for this long is over. */
export const idleLifeMs = 600_000;

export interface Session {
  readonly token: string;
  /** Part of the path of this session's media, in place of a header. */
  readonly mediaKey: string;
}

export type Attempt<T> = { readonly kind: 'granted'; readonly value: T } | { readonly kind: 'wrong' } | { readonly kind: 'backoff' };

export interface Sessions {
  /** A new code; codes given out before stay valid for their own minute. `spent` is called when it is worth nothing any more. */
  issueCode(spent: () => void): string;
  /** Uses the code up. Five wrong tries void every code that is out, and nothing is answered for a second. */
  exchange(code: string): Attempt<Session>;
  find(token: string): Attempt<Session>;
  hasMediaKey(key: string): boolean;
  /** The session's page is connected until the answered function is called. */
  attach(session: Session): () => void;
  /** Ends codes that are too old, and sessions whose page is gone for longer than `idleLifeMs`. To be called now and then. */
  expire(): void;
}

interface Entry {
  readonly session: Session;
  sockets: number;
  /** Monotonic ms. */
  leftAt: number;
}

/** `monotonic` in ms. */
export function createSessions(monotonic: () => number): Sessions {
  const codes = new Map<string, { readonly expiresAt: number; readonly spent: () => void }>();
  const entries = new Map<string, Entry>();
  const mediaKeys = new Set<string>();
  let wrongTries = 0;
  let closedUntil = -Infinity;

  function countWrong(): Attempt<never> {
    wrongTries += 1;
    if (wrongTries >= wrongTriesAllowed) {
      wrongTries = 0;
      for (const key of codes.keys()) spend(key);
      closedUntil = monotonic() + backoffMs;
    }
    return { kind: 'wrong' };
  }

  function spend(key: string): void {
    const code = codes.get(key);
    codes.delete(key);
    code?.spent();
  }

  function begin(): Session {
    const session = { token: secret(), mediaKey: secret() };
    entries.set(digest(session.token), { session, sockets: 0, leftAt: monotonic() });
    mediaKeys.add(digest(session.mediaKey));
    return session;
  }

  return {
    issueCode(spent) {
      const code = secret();
      codes.set(digest(code), { expiresAt: monotonic() + startCodeLifeMs, spent });
      return code;
    },
    exchange(code) {
      if (monotonic() < closedUntil) return { kind: 'backoff' };
      const key = digest(code);
      const isGood = (codes.get(key)?.expiresAt ?? -Infinity) >= monotonic();
      spend(key);
      if (!isGood) return countWrong();
      wrongTries = 0;
      return { kind: 'granted', value: begin() };
    },
    find(token) {
      if (monotonic() < closedUntil) return { kind: 'backoff' };
      const entry = entries.get(digest(token));
      return entry === undefined ? countWrong() : { kind: 'granted', value: entry.session };
    },
    hasMediaKey: (key) => mediaKeys.has(digest(key)),
    attach(session) {
      const entry = entries.get(digest(session.token));
      if (entry === undefined) return () => {};
      entry.sockets += 1;
      let attached = true;
      return () => {
        if (!attached) return;
        attached = false;
        entry.sockets -= 1;
        entry.leftAt = monotonic();
      };
    },
    expire() {
      for (const [key, code] of codes) if (code.expiresAt < monotonic()) spend(key);
      for (const [key, entry] of entries) {
        if (entry.sockets > 0 || monotonic() - entry.leftAt <= idleLifeMs) continue;
        entries.delete(key);
        mediaKeys.delete(digest(entry.session.mediaKey));
      }
    },
  };
}

/** 256 bits, URL-safe. */
export function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Secrets are looked up by digest, so the time a look-up takes says nothing about them. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(digest(given)), Buffer.from(digest(expected)));
}
