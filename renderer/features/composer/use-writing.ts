import { createContext, use, useCallback, useEffect, useMemo } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { DraftBody } from '../../../electron/contract/compose.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import { holdOf, type Hold } from '../../stores/compose-body.ts';
import type { Writing } from '../../stores/compose.ts';
import { allParts, partBody, withPartBody } from '../../stores/compose-thread.ts';
import { boostingText } from '../../text/boosting.ts';
import { composerText } from '../../text/composer.ts';
import { partsText } from '../../text/compose-parts.ts';
import { scheduleText } from '../../text/schedule.ts';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

const WritingContext = createContext<Writing | null>(null);
export const WritingProvider = WritingContext;

/** The post that is open, its text as it was counted last. Only below the composer, which draws nothing without one. */
export function useWriting(): Writing {
  const writing = use(WritingContext);
  if (writing === null) throw new Error('useWriting outside the composer');
  return writing;
}

export interface Part {
  /** Its place in the thread; 0 for the first, or only, post. */
  readonly at: number;
  /** The post as a draft of its own: see `partBody`. */
  readonly body: DraftBody;
  /** The same with every letter that was typed: for what depends on the text when a key is pressed. */
  readonly now: () => DraftBody;
  readonly change: (next: (body: DraftBody) => DraftBody) => void;
}

const PartContext = createContext(0);
export const PartProvider = PartContext;

/** The post of the thread a component is in. */
export function usePart(): Part {
  const at = use(PartContext);
  const { body } = useWriting();
  const { compose } = useStores();
  const own = useMemo(() => partBody(body, at), [body, at]);
  const change = useCallback<Part['change']>((next) => compose.getState().change((before) => withPartBody(before, at, next(partBody(before, at)))), [compose, at]);
  const now = useCallback(() => partBody(compose.getState().writing?.body ?? body, at), [compose, body, at]);
  return { at, body: own, now, change };
}

/** The post the open one quotes, as it is known; it is asked for where it is not. */
export function useQuoted(): StatusView | null {
  const { body } = useWriting();
  const { statuses } = useStores();
  const { quote } = body;
  const view = useStoreValue(statuses, (state) => (quote === null ? undefined : state.views.get(quote)));
  const isMissing = quote !== null && view === undefined;
  useEffect(() => {
    if (isMissing) void statuses.getState().load(quote);
  }, [statuses, quote, isMissing]);
  return view ?? null;
}

export interface Target {
  readonly key: AccountKey;
  /** Null where the account was removed since the draft was written. */
  readonly account: Account | null;
  readonly nickname: string;
}

/** The accounts that write the open post, in the order of its pills. */
export function useTargets(): readonly Target[] {
  return useAccountsOf(useWriting().body.targets);
}

const nobody: DraftBody['targets'] = [];

/** The accounts that boost the open post once it is out. */
export function useBoosters(): readonly Target[] {
  return useAccountsOf(useWriting().body.boosters ?? nobody);
}

function useAccountsOf(some: DraftBody['targets']): readonly Target[] {
  const { accounts } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  return useMemo(
    () =>
      some.map(({ account: key }) => {
        const account = all.find((each) => each.key === key) ?? null;
        return { key, account, nickname: account?.nickname ?? composerText.goneAccount };
      }),
    [some, all],
  );
}

export interface Holding {
  /** Why the post cannot go yet; null where it can. */
  readonly words: string | null;
  /** Whether it cannot go as it is at this moment, the last letter too. */
  readonly isHeld: () => boolean;
}

export function useHolding(): Holding {
  const writing = useWriting();
  const { accounts, compose, settings } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const neverFromMoved = useStoreValue(settings, (state) => state.settings.neverFromMoved);
  const attaching = useStoreValue(compose, (state) => state.attaching.values().reduce((sum, files) => sum + files, 0));
  const now = useMinute();
  const quoted = useQuoted();
  const facts = { accounts: all, attaching, quoted, now, neverFromMoved };
  const isHeld = (): boolean => holdOf({ ...facts, ...(compose.getState().writing ?? writing) }) !== null;
  const hold = holdOf({ ...facts, ...writing });
  if (hold === null) return { words: null, isHeld };
  const name = 'account' in hold && hold.account !== null ? (all.find(({ key }) => key === hold.account)?.nickname ?? composerText.goneAccount) : null;
  return { words: holdWords(hold, name, (media) => placeOf(writing.body, media)), isHeld };
}

/** Of a file among those of its own post, counted from 1. */
function placeOf(body: DraftBody, media: string): number {
  return Math.max(...allParts(body).map((part) => part.media.findIndex(({ file }) => file.id === media))) + 1;
}

function holdWords(hold: Hold, name: string | null, placeOf: (media: string) => number): string {
  switch (hold.why) {
    case 'noAccount':
      return composerText.heldNoAccount;
    case 'attaching':
      return partsText.waiting;
    case 'empty':
      return composerText.heldEmpty(name);
    case 'tooLong':
      return composerText.heldTooLong(name ?? '', hold.by, hold.part);
    case 'quoteDenied':
      return composerText.heldQuoteDenied(name ?? '');
    case 'boostVisibility':
      return boostingText.heldVisibility;
    case 'boostLocalOnly':
      return boostingText.heldLocalOnly;
    case 'pastTime':
      return scheduleText.heldPast;
    case 'parts':
      return partsText.held(name ?? '', partsText.problem(hold.problem, placeOf));
    case 'signedOut':
      return composerText.heldSignedOut(name ?? '');
    case 'moved':
      return composerText.heldMoved(name ?? '');
    case 'gone':
      return composerText.heldGone;
    case 'cannotSee':
      return composerText.heldCannotSee(name ?? '');
  }
}
