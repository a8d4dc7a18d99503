import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServerEmoji } from '../../electron/contract/completion.ts';
import type { AccountKey } from '../../electron/contract/index.ts';
import type { Person } from '../../electron/contract/statuses.ts';
import type { Bridge } from '../bridge/bridge.ts';

export interface CompletionState {
  /** Of each account's server; null where it could not be asked. An account that is not here was not asked yet. */
  readonly emojis: ReadonlyMap<AccountKey, readonly ServerEmoji[] | null>;
  /** Asks for those that are not here. */
  loadEmojis(accounts: readonly AccountKey[]): Promise<void>;
  people(text: string, accounts: readonly AccountKey[], from: 'here' | 'servers'): Promise<readonly Person[]>;
  tags(text: string, accounts: readonly AccountKey[]): Promise<readonly string[]>;
}
export type CompletionStore = StoreApi<CompletionState>;

export function createCompletionStore(bridge: Bridge): CompletionStore {
  return createStore<CompletionState>((set, get) => ({
    emojis: new Map(),
    async loadEmojis(accounts) {
      const missing = accounts.filter((account) => (get().emojis.get(account) ?? null) === null);
      if (missing.length === 0) return;
      const answer = await bridge.call('compose.emojis', { accounts: [...missing] });
      if (answer.ok) set(({ emojis }) => ({ emojis: new Map([...emojis, ...answer.value.map(({ account, emojis: own }) => [account, own] as const)]) }));
    },
    async people(text, accounts, from) {
      const answer = await bridge.call('compose.people', { text, accounts: [...accounts], from });
      return answer.ok ? answer.value : [];
    },
    async tags(text, accounts) {
      const answer = await bridge.call('compose.tags', { text, accounts: [...accounts] });
      return answer.ok ? answer.value : [];
    },
  }));
}

export interface OfferedEmoji {
  readonly emoji: ServerEmoji;
  /** Accounts of `targets` whose server is known not to have it. */
  readonly missing: readonly AccountKey[];
}

/** The custom emojis any of the accounts can write, those that all have first, each shortcode once. */
export function offeredEmojis(emojis: CompletionState['emojis'], targets: readonly AccountKey[]): readonly OfferedEmoji[] {
  const byCode = new Map<string, ServerEmoji>();
  for (const key of targets) for (const emoji of emojis.get(key) ?? []) if (!byCode.has(emoji.shortcode)) byCode.set(emoji.shortcode, emoji);
  const codes = new Map(targets.map((key) => [key, new Set(emojis.get(key)?.map(({ shortcode }) => shortcode))]));
  const lacks = (key: AccountKey, code: string): boolean => (emojis.get(key) ?? null) !== null && codes.get(key)?.has(code) === false;
  const offered = [...byCode.values()].map((emoji) => ({ emoji, missing: targets.filter((key) => lacks(key, emoji.shortcode)) }));
  return offered.toSorted((one, other) => one.missing.length - other.missing.length);
}

/** Shortcodes of a text that some account knows as an emoji and this one's server does not have. */
export function lackingEmojis(codes: readonly string[], account: AccountKey, emojis: CompletionState['emojis']): readonly string[] {
  const own = emojis.get(account) ?? null;
  if (own === null) return [];
  const has = new Set(own.map(({ shortcode }) => shortcode));
  const known = new Set([...emojis.values()].flatMap((list) => list ?? []).map(({ shortcode }) => shortcode));
  return codes.filter((code) => known.has(code) && !has.has(code));
}
