import { useEffect, useMemo } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import { isHomeFeed, isInTimeline } from '../../../electron/contract/feed-keys.ts';
import type { FeedState } from '../../../electron/contract/feeds.ts';
import { columnsText } from '../../text/columns.ts';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { FeedNote } from './feed-note.tsx';
import type { PlacedColumnProps } from './home-column.tsx';
import { liveNote } from './live-note.ts';
import { TimelineColumn } from './timeline-column.tsx';

type FeedsSpec = Extract<ColumnSpec, { kind: 'feeds' }>;

/** Any lists of any accounts as one. */
export function FeedsColumn({ spec, isActive, actions }: PlacedColumnProps<FeedsSpec>) {
  const { timelines } = useStores();
  const { id, feeds, rules, repeats } = spec;
  const accounts = useReaders(feeds);
  const states = useFeedStates(feeds);
  useEffect(() => void timelines.getState().openFeeds(id, feeds, { rules, repeats }), [timelines, id, feeds, rules, repeats]);
  useEffect(() => timelines.getState().watch(feeds), [timelines, feeds]);
  const failed = states.filter(({ state }) => state === 'failed');
  const asksServers = feeds.some(({ source }) => source.kind !== 'search');
  // An account in trouble is told first: it explains the rest.
  const isTold = failed.length > 0 || !asksServers || liveNote(accounts) === null;
  return (
    <TimelineColumn
      name={id}
      title={columnsText.nameOfColumn(spec)}
      accounts={accounts}
      scope={scopeOf(spec, accounts)}
      merged={accounts.length > 1}
      order={spec.order}
      isActive={isActive}
      emptyHint={feeds.map(({ source }) => columnsText.kindHints[source.kind]).join(' ')}
      trouble={states.length > 0 && failed.length === states.length ? (failed[0]?.error ?? null) : null}
      note={states.length > 0 && isTold && <FeedNote states={states} feeds={feeds} accounts={accounts} />}
      actions={actions}
    />
  );
}

/** The accounts whose lists are read, in rail order. */
function useReaders(feeds: FeedsSpec['feeds']): readonly Account[] {
  const all = useAccounts();
  return useMemo(() => all.filter(({ key }) => feeds.some(({ source, accounts }) => source.kind === 'search' || (source.kind !== 'instance' && (accounts === 'all' || accounts.includes(key))))), [all, feeds]);
}

function useFeedStates(feeds: FeedsSpec['feeds']): readonly FeedState[] {
  const { timelines } = useStores();
  const all = useStoreValue(timelines, (state) => state.feedStates);
  return useMemo(() => {
    const spec = { source: 'feeds', feeds } as const;
    return [...all.values()].filter(({ feed, state }) => state !== 'idle' && !isHomeFeed(feed) && isInTimeline(feed, spec));
  }, [all, feeds]);
}

/** The kind, where the name does not say it, and whose. */
function scopeOf({ name, feeds }: FeedsSpec, accounts: readonly Account[]): string {
  const searches = feeds.flatMap(({ source }) => (source.kind === 'search' ? [source.query] : []));
  // Skein's own memory has no accounts to name.
  if (searches.length === feeds.length) return name === null ? columnsText.kinds.search : `${columnsText.kinds.search} · ${searches.join(' · ')}`;
  const kinds = [...new Set(feeds.map(({ source }) => columnsText.kinds[source.kind]))];
  const named = feeds.map(({ source }) => columnsText.nameOfSource(source));
  const what = name === null && kinds.every((kind) => named.includes(kind)) ? [] : kinds;
  const whose = accounts.length === 1 ? accounts[0]?.nickname : accounts.length > 1 ? columnsText.everyAccount(accounts.length) : columnsText.nobody;
  return [...what, whose].filter((word) => word !== undefined).join(' · ');
}
