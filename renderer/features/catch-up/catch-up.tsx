import { EyeOff, RotateCw } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Digest } from '../../../electron/contract/catch-up.ts';
import { withoutShielded, type ShieldedDigest } from '../../stores/catch-up-shield.ts';
import { catchUpText } from '../../text/catch-up.ts';
import { errorText } from '../../text/errors.ts';
import { IconButton } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './catch-up.module.css';
import { CatchUpForm } from './catch-up-form.tsx';
import { Holes } from './holes.tsx';
import { Rows } from './rows.tsx';
import { chosenOf, sourcesOf, type CatchUpSource } from './sources.ts';
import { useRowKeys } from './use-row-keys.ts';

export interface CatchUpProps {
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Hours are dragged through many values on the way to one. */
const restMs = 200;

/** What came in the last hours, each post once, gathered by people, links or threads. */
export function CatchUp({ onBack, onClose }: CatchUpProps) {
  const { catchUp } = useStores();
  const shown = useShown(useStoreValue(catchUp, (state) => state.digest));
  const digest = shown?.digest ?? null;
  const error = useStoreValue(catchUp, (state) => state.error);
  const isLoading = useStoreValue(catchUp, (state) => state.isLoading);
  const box = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const sources = useSources();
  useDigest(sources.chosen);
  useRowKeys(box);
  useKeptScroll(scroller, digest !== null);
  return (
    <section ref={box} className={css.pane} aria-label={catchUpText.title} aria-busy={isLoading}>
      <PaneHeader
        title={catchUpText.title}
        sub={digest === null ? undefined : `${catchUpText.count(digest.posts.length)}, ${catchUpText.period(digest.from, digest.until)}`}
        onBack={onBack}
        onClose={onClose}
        actions={
          <IconButton label={catchUpText.refresh} onClick={() => void catchUp.getState().refresh()}>
            <RotateCw />
          </IconButton>
        }
      />
      <div ref={scroller} className={css.scroller} data-scroller="">
        <CatchUpForm sources={sources} />
        {error !== null && (
          <p className={css.note} role="alert">
            <StateIcon state="blocked" size={14} /> {errorText(error)}
          </p>
        )}
        {digest === null && isLoading && (
          <p className={css.note} role="status">
            <Spinner size={14} /> {catchUpText.loading}
          </p>
        )}
        {digest !== null && <Holes digest={digest} sources={sources} />}
        {shown !== null && shown.shielded > 0 && (
          <p className={css.note}>
            <EyeOff size={14} aria-hidden="true" /> {catchUpText.shielded(shown.shielded)}
          </p>
        )}
        {digest !== null && <Rows digest={digest} />}
        {sources.chosen.length === 0 && <p className={css.note}>{catchUpText.noSources}</p>}
      </div>
    </section>
  );
}

/** Without what one account hides in what another brings. */
function useShown(digest: Digest | null): ShieldedDigest | null {
  const index = useStoreValue(useStores().shield, (state) => state.index);
  const accounts = useAccounts();
  const now = useMinute();
  return useMemo(() => (digest === null ? null : withoutShielded(digest, index, new Set(accounts.map(({ handle }) => handle)), now)), [digest, index, accounts, now]);
}

export interface Sources {
  readonly all: readonly CatchUpSource[];
  readonly chosen: readonly CatchUpSource[];
}

function useSources(): Sources {
  const { catchUp, columns } = useStores();
  const accounts = useAccounts();
  const workspaces = useStoreValue(columns, (state) => state.workspaces);
  const chosen = useStoreValue(catchUp, (state) => state.chosen);
  const lists = useStoreValue(catchUp, (state) => state.lists);
  useEffect(() => void catchUp.getState().loadLists(accounts.map(({ key }) => key)), [catchUp, accounts]);
  return useMemo(() => {
    const all = sourcesOf(accounts, workspaces, lists, chosen);
    return { all, chosen: chosenOf(all, chosen) };
  }, [accounts, workspaces, lists, chosen]);
}

function useDigest(chosen: readonly CatchUpSource[]): void {
  const { catchUp } = useStores();
  const isReady = useStoreValue(catchUp, (state) => state.isReady);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isReady) return;
    let timer = 0;
    const look = (): void => void catchUp.getState().look(chosen.map(({ group }) => group));
    const lookSoon = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, restMs);
    };
    if (isFirst.current) look();
    else lookSoon();
    isFirst.current = false;
    const stop = catchUp.subscribe((state, before) => (state.hours === before.hours ? undefined : lookSoon()));
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [catchUp, chosen, isReady]);
}

/** A thread that is opened on top takes this off the screen; who comes back goes on where they were. */
function useKeptScroll(scroller: { readonly current: HTMLDivElement | null }, isThere: boolean): void {
  const { catchUp } = useStores();
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || !isThere) return;
    element.scrollTo({ top: catchUp.getState().scrolledTo, behavior: 'instant' });
    return () => catchUp.getState().scrolled(element.scrollTop);
  }, [catchUp, scroller, isThere]);
}
