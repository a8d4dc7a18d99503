import { useEffect, useRef, type ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { AddAccount } from '../features/accounts/index.tsx';
import { Archives } from '../features/archives/index.tsx';
import { Belongings } from '../features/belongings/index.tsx';
import { CatchUp } from '../features/catch-up/index.tsx';
import { Composer } from '../features/composer/index.tsx';
import { Inbox } from '../features/notifications/index.tsx';
import { Outbox } from '../features/outbox/index.tsx';
import { Profile } from '../features/people/index.tsx';
import { FilteredAs } from '../features/post/index.tsx';
import { SearchPane } from '../features/search/index.tsx';
import { Scheduled } from '../features/schedule/index.tsx';
import { Settings } from '../features/settings/index.tsx';
import { Snapshots } from '../features/snapshots/index.tsx';
import { useStores, useStoreValue } from '../features/stores/index.tsx';
import { Thread } from '../features/thread/index.tsx';
import type { Detail } from '../stores/navigation.ts';
import { frameText } from '../text/frame.ts';
import { Kbd } from '../ui/kbd.tsx';
import { BrokenPart } from './broken-part.tsx';
import css from './detail-pane.module.css';

/** Which of a person's filters are meant for what is shown here. */
const filters = { thread: ['thread'], account: ['account'] } as const;

/** Beside the reading place, or over it in a small window: what was opened last. */
export function DetailPane() {
  const { navigation } = useStores();
  const stack = useStoreValue(navigation, (state) => state.stack);
  // Moving fills the window by itself.
  const detail = stack.at(-1)?.kind === 'moving' ? undefined : stack.at(-1);
  const box = useRef<HTMLElement>(null);
  useMovedFocus(box, detail);
  return (
    <aside ref={box} className={css.pane} data-open={detail !== undefined || undefined} aria-label={frameText.detail}>
      {detail === undefined ? (
        <EmptyDetail />
      ) : (
        <ErrorBoundary FallbackComponent={BrokenPart} resetKeys={[detail]}>
          <Shown detail={detail} isOnTop={stack.length > 1} />
        </ErrorBoundary>
      )}
    </aside>
  );
}

function Shown({ detail, isOnTop }: { readonly detail: Detail; readonly isOnTop: boolean }): ReactNode {
  const { navigation } = useStores();
  const { back, closeDetail } = navigation.getState();
  switch (detail.kind) {
    case 'thread':
      return (
        <FilteredAs value={filters.thread}>
          <Thread key={detail.uri} uri={detail.uri} onBack={isOnTop ? back : undefined} onClose={closeDetail} />
        </FilteredAs>
      );
    case 'person':
      return (
        <FilteredAs value={filters.account}>
          <Profile key={detail.handle.toLowerCase()} handle={detail.handle} account={detail.account} onBack={isOnTop ? back : undefined} onClose={closeDetail} />
        </FilteredAs>
      );
    case 'addAccount':
      return <AddAccount />;
    case 'write':
      return <Composer replyTo={detail.replyTo} account={detail.account} />;
    case 'inbox':
      return <Inbox onClose={closeDetail} />;
    case 'search':
      return <SearchPane onBack={isOnTop ? back : undefined} onClose={closeDetail} />;
    case 'catchUp':
      return <CatchUp onBack={isOnTop ? back : undefined} onClose={closeDetail} />;
    case 'outbox':
      return <Outbox />;
    case 'scheduled':
      return <Scheduled />;
    case 'belongings':
      return <Belongings />;
    case 'settings':
      return <Settings />;
    case 'snapshots':
      return <Snapshots onBack={isOnTop ? back : undefined} onClose={closeDetail} />;
    case 'archive':
      return <Archives onBack={isOnTop ? back : undefined} onClose={closeDetail} />;
    case 'moving':
      return null;
  }
}

/** Opening moves the focus in; closing gives it back to the same post. */
function useMovedFocus(box: { readonly current: HTMLElement | null }, detail: Detail | undefined): void {
  const cameFrom = useRef<Element | null>(null);
  const before = useRef(detail);
  useEffect(() => {
    const wasOpen = before.current !== undefined;
    before.current = detail;
    const pane = box.current;
    if (detail !== undefined) {
      const active = document.activeElement;
      if (!wasOpen && active !== document.body && pane?.contains(active) === false) cameFrom.current = active;
      return focusWhenThere(pane);
    } else if (wasOpen) {
      const element = cameFrom.current;
      if (element instanceof HTMLElement && element.isConnected) element.focus({ preventScroll: true });
      cameFrom.current = null;
    }
    return undefined;
  }, [box, detail]);
}

/** Now, or as soon as the content is drawn, unless the person has gone elsewhere meanwhile. Answers the end of the waiting. */
function focusWhenThere(pane: HTMLElement | null): (() => void) | undefined {
  if (pane === null || focusIn(pane)) return undefined;
  const before = document.activeElement;
  const observer = new MutationObserver(() => {
    if (document.activeElement !== before || focusIn(pane)) observer.disconnect();
  });
  observer.observe(pane, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function focusIn(pane: HTMLElement): boolean {
  const target = pane.querySelector<HTMLElement>('[data-pane-focus]') ?? pane.querySelector<HTMLElement>('[data-focused-post]') ?? pane.querySelector<HTMLElement>('[data-pane-heading]');
  target?.focus({ preventScroll: true });
  return target !== null;
}

function EmptyDetail() {
  return (
    <div className={css.empty}>
      <svg viewBox="0 0 220 120" width="220" height="120" fill="none" strokeWidth="3" strokeLinecap="round" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((colour) => (
          <path key={colour} data-colour={colour} stroke="var(--c)" d={`M${6 + colour * 2} ${8 + colour * 15} C 70 ${-10 + colour * 26}, 96 ${118 - colour * 20}, 146 ${48 + colour * 4} S 196 ${30 + colour * 10}, 214 ${14 + colour * 15}`} opacity=".75" />
        ))}
      </svg>
      <p className={css.lead}>{frameText.emptyDetail}</p>
      <ul className={css.hints}>
        {frameText.hints.map(({ keys, does }) => (
          <li key={does}>
            <span>
              {keys.map((key) => (
                <Kbd key={key} keys={key} />
              ))}
            </span>
            {does}
          </li>
        ))}
      </ul>
    </div>
  );
}
