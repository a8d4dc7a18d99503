import type { PracticeClock } from '../clock.ts';
import type { PracticeRandom } from '../random.ts';
import { createRandom, seedFrom } from '../random.ts';

/** How a kind of server writes ids. All of them sort by time when compared by length, then by code unit. */
export type IdForm = 'snowflake' | 'ulid' | 'flake' | 'uuid7';

export interface IdMaker {
  /** An id that belongs to the time `atMs`; later calls with the same time give larger ids. */
  at(atMs: number): string;
  /** Ids of rows that people rarely see: small counting numbers on Mastodon, the usual form elsewhere. */
  row(): string;
  counters(): { row: number; tick: number };
  restore(counters: { row: number; tick: number }): void;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function inBase(value: bigint, digits: string, length: number): string {
  let text = '';
  let rest = value;
  const base = BigInt(digits.length);
  while (rest > 0n) {
    text = (digits[Number(rest % base)] ?? '') + text;
    rest /= base;
  }
  return text.padStart(length, digits[0] ?? '0');
}

function write(form: IdForm, atMs: number, tick: number, random: PracticeRandom): string {
  const time = BigInt(Math.max(0, Math.floor(atMs)));
  // The tick keeps ids of one millisecond in order; 16 bits as in Mastodon's snowflake (lib/mastodon/snowflake.rb).
  const low = BigInt(tick & 0xffff);
  switch (form) {
    case 'snowflake':
      return ((time << 16n) | low).toString();
    case 'ulid':
      return inBase(time, crockford, 10) + inBase((low << 64n) | BigInt(`0x${random.hex(8)}`), crockford, 16);
    case 'flake':
      // 64 bits of milliseconds, 48 of worker, 16 of sequence; 18 characters nowadays.
      return inBase((time << 64n) | (0x5ce1f00d0001n << 16n) | low, base62, 18);
    case 'uuid7': {
      const hex = time.toString(16).padStart(12, '0');
      const counter = (tick & 0xfff).toString(16).padStart(3, '0');
      const tail = random.hex(8);
      return `${hex.slice(0, 8)}-${hex.slice(8)}-7${counter}-a${tail.slice(1, 4)}-${tail.slice(4)}`;
    }
  }
}

export function createIdMaker(form: IdForm, seed: number, clock: PracticeClock): IdMaker {
  const random = createRandom(seedFrom(seed, form));
  let row = 0;
  let tick = 0;
  const at = (atMs: number) => write(form, atMs, tick++, random);
  return {
    at,
    row: () => (form === 'snowflake' ? String(++row) : at(clock.now())),
    counters: () => ({ row, tick }),
    restore(counters) {
      row = counters.row;
      tick = counters.tick;
    },
  };
}

/** Order of two ids of one server: shorter first, then by code unit. Negative when `a` is older. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
