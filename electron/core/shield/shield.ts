import * as v from 'valibot';
import type { AccountKey } from '../../contract/ids.ts';
import type { AccountRelation, ChangeOutcome, PersonChange } from '../../contract/people.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import { indexOf, type ShieldIndex } from '../../contract/shield-verdict.ts';
import { shieldRule, type Hidden, type HiddenKind, type HiddenList, type Shield, type ShieldRule } from '../../contract/shield.ts';
import type { AccountDirectory } from '../account-directory.ts';
import { signedInAs } from '../each-account.ts';
import type { Clock, HiddenStore, Log, Random, SettingsStore, Transactions } from '../ports.ts';
import type { Publish } from '../publish.ts';
import { inBackground } from '../thrown.ts';
import { readHidden } from './read-hidden.ts';

export interface ShieldDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly transactions: Transactions;
  readonly hidden: HiddenStore;
  readonly settings: SettingsStore;
  readonly accounts: AccountDirectory;
  readonly publish: Publish;
  readonly changePerson: (handle: string, account: AccountKey, change: PersonChange) => Promise<Result<readonly ChangeOutcome[]>>;
}

/** The calls `shield.*` and `hidden.*` of the contract. */
export interface ShieldFeature {
  get(): Result<Shield>;
  /** The same, ready to be asked. */
  index(): ShieldIndex;
  set(rules: readonly ShieldRule[]): Result<null>;
  hiddenOf(account: AccountKey): Result<HiddenList>;
  read(account: AccountKey): Promise<Result<HiddenList>>;
  undo(input: { readonly account: AccountKey; readonly kind: HiddenKind; readonly subject: string }): Promise<Result<null>>;
  /** The account can be asked. */
  connected(account: AccountKey): void;
  /** How an account stands with somebody was just read, or changed. */
  related(handle: string, relation: AccountRelation): void;
  accountRemoved(account: AccountKey): void;
  start(): void;
  close(): void;
}

const storedUnder = 'shield';
/** Lists of accounts that shield others are read again after this: other apps change them, too. */
const staleAfterMs = 6 * 60 * 60_000;
const lookEveryMs = 60 * 60_000;

/**
 * Whom accounts mute and block, and over which other accounts that is to hold. Nothing is taken out of any timeline:
 * what is hidden is hidden where it is drawn, and says why.
 */
export function createShield(deps: ShieldDeps): ShieldFeature {
  const { clock, hidden: store, settings, accounts, publish } = deps;
  const closing = new AbortController();
  const { signal } = closing;
  const running = new Map<AccountKey, Promise<void>>();
  const errors = new Map<AccountKey, AppError>();
  let stopLooking = (): void => {};

  const rules = (): readonly ShieldRule[] => {
    const parsed = v.safeParse(v.array(shieldRule), settings.get(storedUnder));
    return parsed.success ? parsed.output : [];
  };
  const shields = (account: AccountKey): boolean => rules().some(({ from }) => from === account);

  function current(): Shield {
    const all = rules();
    return { rules: all, sets: [...new Set(all.map(({ from }) => from))].map((account) => ({ account, hidden: store.of(account) })) };
  }

  const listOf = (account: AccountKey): HiddenList => ({ account, hidden: store.of(account), readAt: store.readAt(account), reading: running.has(account), error: errors.get(account) ?? null });

  function tell(account: AccountKey): void {
    publish('hidden.changed', listOf(account));
    if (shields(account)) publish('shield.changed', current());
  }

  async function readNow(key: AccountKey, priority: 'user' | 'background'): Promise<void> {
    const account = signedInAs(accounts, key);
    const answer = account.ok ? await readHidden(account.value, { signal, priority }) : account;
    if (!answer.ok) {
      errors.set(key, answer.error);
      return;
    }
    errors.delete(key);
    if (accounts.keys().includes(key)) deps.transactions.run(() => store.replace(key, answer.value, clock.now()));
  }

  /** One reading of an account at a time; who asks meanwhile waits for the same one. */
  function read(key: AccountKey, priority: 'user' | 'background'): Promise<void> {
    const known = running.get(key);
    if (known !== undefined) return known;
    const work = readNow(key, priority).finally(() => {
      running.delete(key);
      if (!signal.aborted) tell(key);
    });
    running.set(key, work);
    publish('hidden.changed', listOf(key));
    return work;
  }

  function readWhereStale(key: AccountKey): void {
    const isStale = (store.readAt(key) ?? Number.NEGATIVE_INFINITY) <= clock.now() - staleAfterMs;
    if (isStale && accounts.signedIn(key) !== null) inBackground(() => read(key, 'background'), 'shield.read', deps);
  }

  function look(): void {
    for (const key of new Set(rules().map(({ from }) => from))) readWhereStale(key);
    stopLooking = clock.after(lookEveryMs, look);
  }

  function save(next: readonly ShieldRule[]): void {
    settings.set(storedUnder, next);
    publish('shield.changed', current());
  }

  async function openDomain(key: AccountKey, domain: string): Promise<Result<null>> {
    const account = signedInAs(accounts, key);
    return account.ok ? account.value.connection.belongings.setDomainBlock(domain, false, { signal }) : account;
  }

  async function takeBack(key: AccountKey, handle: string, kind: 'mute' | 'block'): Promise<Result<null>> {
    const answer = await deps.changePerson(handle, key, { kind: kind === 'mute' ? 'unmute' : 'unblock' });
    const result = answer.ok ? answer.value.find(({ account }) => account === key)?.result : answer;
    if (result === undefined) return fail({ kind: 'notFound', what: 'account' });
    return result.ok ? ok(null) : result;
  }

  return {
    get: () => ok(current()),
    index: () => indexOf(current()),
    set(next) {
      const wanted = next.filter(({ from, over }) => from !== over);
      save([...new Map(wanted.map((rule) => [`${rule.from} ${rule.over}`, rule])).values()]);
      for (const { from } of wanted) readWhereStale(from);
      return ok(null);
    },
    hiddenOf(account) {
      if (!accounts.keys().includes(account)) return fail({ kind: 'notFound', what: 'account' });
      readWhereStale(account);
      return ok(listOf(account));
    },
    async read(account) {
      const able = signedInAs(accounts, account);
      if (!able.ok) return able;
      await read(account, 'user');
      return ok(listOf(account));
    },
    async undo({ account, kind, subject }) {
      const done = await (kind === 'domain' ? openDomain(account, subject) : takeBack(account, subject, kind));
      if (!done.ok) return done;
      deps.transactions.run(() => store.remove(account, kind, subject));
      tell(account);
      return done;
    },
    connected(account) {
      if (shields(account)) readWhereStale(account);
    },
    related(handle, relation) {
      const { account } = relation;
      if (relation.state !== 'known' || store.readAt(account) === null) return;
      const subject = handle.toLowerCase();
      const { muting, muteEndsAt, blocking } = relation.relation;
      const known = store.of(account).filter((each) => each.subject === subject && each.kind !== 'domain');
      const next: Hidden[] = [];
      const person = known.find((each) => each.person !== null)?.person ?? null;
      if (muting) next.push({ kind: 'mute', subject, person, endsAt: muteEndsAt });
      if (blocking) next.push({ kind: 'block', subject, person, endsAt: null });
      if (next.length === known.length && next.every(({ kind, endsAt }) => known.some((each) => each.kind === kind && (each.endsAt === endsAt || endsAt === null)))) return;
      deps.transactions.run(() => {
        for (const { kind } of known) store.remove(account, kind, subject);
        for (const each of next) store.put(account, each);
      });
      tell(account);
    },
    accountRemoved(account) {
      errors.delete(account);
      deps.transactions.run(() => store.forget(account));
      const left = rules().filter(({ from, over }) => from !== account && over !== account);
      if (left.length !== rules().length) save(left);
    },
    start: look,
    close() {
      closing.abort();
      stopLooking();
    },
  };
}
