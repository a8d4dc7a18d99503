import { Check, EyeOff, Inbox as InboxIcon, RotateCw, SlidersHorizontal, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { inboxName, type NotificationsState } from '../../stores/notifications.ts';
import type { InboxList } from '../../stores/inbox-list.ts';
import { errorText } from '../../text/errors.ts';
import { inboxText } from '../../text/notifications.ts';
import { fullTime } from '../../text/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SkeinMark } from '../../ui/skein-mark.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './inbox.module.css';
import { InboxRow } from './inbox-row.tsx';
import { InboxTabs, type InboxTabName } from './inbox-tabs.tsx';
import { RequestList } from './request-list.tsx';

/** Notifications of all accounts, or of the one chosen in the rail. `onClose`: it lies over something else. */
export function Inbox({ onClose }: { readonly onClose?: () => void }) {
  const { notifications, navigation, toasts } = useStores();
  const scope = useStoreValue(navigation, (state) => state.scope);
  const overview = useStoreValue(notifications, (state) => state.overview);
  const asking = useStoreValue(notifications, (state) => state.requests.requests.filter((request) => request.account === scope).length);
  const [tab, setTab] = useState<InboxTabName>('all');
  const scroller = useRef<HTMLDivElement>(null);
  const account = useAccounts().find(({ key }) => key === scope);
  const unread = unreadIn(overview, scope);
  const told = (error: Parameters<typeof errorText>[0] | null): void => {
    if (error !== null) toasts.getState().show({ text: inboxText.failed(errorText(error)), tone: 'blocked' });
  };
  const openSettings = (): void => {
    navigation.getState().open({ kind: 'settings' });
    requestAnimationFrame(() => document.querySelector('[data-inbox-settings]')?.scrollIntoView());
  };
  useRefreshOnReturn(scope);
  return (
    <section className={css.inbox} data-inbox="" aria-label={inboxText.region(account?.nickname ?? inboxText.allAccounts)}>
      <header className={css.head}>
        <InboxIcon className={css.icon} aria-hidden="true" />
        <h2 className={css.title} tabIndex={-1} data-pane-heading={onClose === undefined ? undefined : ''} data-inbox-heading="">
          {inboxText.title}
        </h2>
        <IconButton label={inboxText.refresh} onClick={() => void notifications.getState().refresh(scope).then(told)}>
          <RotateCw />
        </IconButton>
        <IconButton label={inboxText.markRead} keys="Shift+r" aria-disabled={unread === 0 || undefined} onClick={() => void notifications.getState().markRead(scope).then(told)}>
          <Check />
        </IconButton>
        <IconButton label={inboxText.settings} onClick={openSettings}>
          <SlidersHorizontal />
        </IconButton>
        {onClose !== undefined && (
          <IconButton label="Close" keys="Escape" onClick={onClose}>
            <X />
          </IconButton>
        )}
      </header>
      <InboxTabs tab={tab} counts={{ all: unread, mentions: scope === 'all' ? overview.unreadMentions : 0, requests: scope === 'all' ? overview.requests : asking }} onChange={setTab} />
      <div ref={scroller} className={css.scroll} id="inbox-panel" role="tabpanel" aria-labelledby={`inbox-tab-${tab}`} tabIndex={-1}>
        {tab === 'requests' ? <RequestList scope={scope} /> : <Entries key={inboxName(scope, tab)} scope={scope} tab={tab} scroller={scroller} />}
      </div>
    </section>
  );
}

function unreadIn({ unread, accounts }: NotificationsState['overview'], scope: 'all' | AccountKey): number {
  return scope === 'all' ? unread : (accounts.find(({ account }) => account === scope)?.unread ?? 0);
}

/** No server tells when another app has read something: asked when the person comes back, at most once a minute. */
const returnEveryMs = 60_000;

function useRefreshOnReturn(scope: 'all' | AccountKey): void {
  const { notifications } = useStores();
  const askedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState !== 'visible' || performance.now() - askedAt.current < returnEveryMs) return;
      askedAt.current = performance.now();
      void notifications.getState().refresh(scope);
    };
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [notifications, scope]);
}

interface EntriesProps {
  readonly scope: 'all' | AccountKey;
  readonly tab: 'all' | 'mentions';
  readonly scroller: { readonly current: HTMLDivElement | null };
}

function Entries({ scope, tab, scroller }: EntriesProps) {
  const { notifications } = useStores();
  const list = useStoreValue(notifications, (state) => state.lists.get(inboxName(scope, tab)));
  const [active, setActive] = useState<string | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  useEffect(() => void notifications.getState().open(scope, tab), [notifications, scope, tab]);
  if (list === undefined || (list.entries.length === 0 && (list.loading || list.older !== 'end') && list.error === null)) return <Waiting />;
  if (list.entries.length === 0) return <Empty list={list} tab={tab} onRetry={() => void notifications.getState().refresh(scope)} />;
  const shielded = list.entries.filter((entry) => entry.shielded !== null).length;
  const shown = showsAll || shielded === 0 ? list.entries : list.entries.filter((entry) => entry.shielded === null);
  const current = shown.some(({ id }) => id === active) ? active : shown[0]?.id;
  return (
    <>
      <AllRead scope={scope} list={list} />
      <Troubles scope={scope} />
      {shielded > 0 && <Shielded count={shielded} isShown={showsAll} onToggle={() => setShowsAll(!showsAll)} />}
      <ul className={css.list} aria-label={inboxText.list}>
        {shown.map((entry) => (
          <li key={entry.id} className={css.item}>
            <InboxRow entry={entry} isCurrent={entry.id === current} onFocus={() => setActive(entry.id)} />
          </li>
        ))}
      </ul>
      <Foot key={list.entries.length} list={list} scroller={scroller} onMore={() => void notifications.getState().loadOlder(scope, tab)} />
    </>
  );
}

function AllRead({ scope, list }: { readonly scope: 'all' | AccountKey; readonly list: InboxList }) {
  const { notifications } = useStores();
  const unread = useStoreValue(notifications, (state) => unreadIn(state.overview, scope));
  const now = useMinute();
  const [first] = list.entries;
  if (unread > 0 || first === undefined) return null;
  return (
    <p className={css.read}>
      <Check aria-hidden="true" />
      <b>{inboxText.empty}</b> {inboxText.lastAt(fullTime(first.at, now))}
    </p>
  );
}

/** How much of the list is of people whom another account hides, and the way to see it all the same. */
function Shielded({ count, isShown, onToggle }: { readonly count: number; readonly isShown: boolean; readonly onToggle: () => void }) {
  return (
    <p className={css.shielded}>
      <EyeOff aria-hidden="true" />
      <span>{inboxText.shielded(count)}</span>
      <Button look="link" size="s" aria-expanded={isShown} onClick={onToggle}>
        {isShown ? inboxText.hideShielded : inboxText.showShielded}
      </Button>
    </p>
  );
}

/** Accounts whose newest notifications could not be had; the others go on. */
function Troubles({ scope }: { readonly scope: 'all' | AccountKey }) {
  const { notifications } = useStores();
  const accounts = useAccounts();
  const overview = useStoreValue(notifications, (state) => state.overview);
  const failed = overview.accounts.flatMap(({ account, error }) => {
    const known = accounts.find(({ key }) => key === account);
    return error === null || known === undefined || known.health.state === 'signedOut' || (scope !== 'all' && scope !== account) ? [] : [{ account: known, error }];
  });
  return failed.map(({ account, error }) => (
    <p key={account.key} className={css.trouble} role="status">
      <span>
        {inboxText.accountFailed(account.nickname)} {errorText(error)}
      </span>
      <Button size="s" onClick={() => void notifications.getState().refresh(account.key)}>
        {inboxText.tryAgain}
      </Button>
    </p>
  ));
}

function Waiting() {
  return (
    <p className={css.waiting} role="status">
      <Spinner size={14} /> {inboxText.loading}
    </p>
  );
}

function Empty({ list, tab, onRetry }: { readonly list: InboxList; readonly tab: 'all' | 'mentions'; readonly onRetry: () => void }) {
  return (
    <div className={css.empty}>
      <SkeinMark size={28} />
      <p>{list.error !== null ? errorText(list.error) : tab === 'all' ? inboxText.nothingYet : inboxText.noMentions}</p>
      {list.error !== null && <Button onClick={onRetry}>{inboxText.tryAgain}</Button>}
    </div>
  );
}

/** Asks for older ones before the reader meets the end. */
const loadAheadPx = 600;

function Foot({ list, scroller, onMore }: { readonly list: InboxList; readonly scroller: EntriesProps['scroller']; readonly onMore: () => void }) {
  const foot = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  // What is being fetched tells when it is there.
  const canLoad = list.older === 'more' && !list.loading;
  useEffect(() => {
    if (!canLoad || foot.current === null) return;
    const observer = new IntersectionObserver(([seen]) => seen?.isIntersecting === true && more.current(), { root: scroller.current, rootMargin: `${loadAheadPx}px` });
    observer.observe(foot.current);
    return () => observer.disconnect();
  }, [canLoad, scroller]);
  return (
    <div ref={foot} className={css.foot}>
      {list.older === 'end' ? inboxText.end : list.loading || list.older === 'fetching' ? <Spinner size={14} /> : null}
    </div>
  );
}
