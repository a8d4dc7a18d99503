import type { KeyboardEvent } from 'react';
import { inboxText } from '../../text/notifications.ts';
import { compact } from '../../text/time.ts';
import css from './inbox-tabs.module.css';

const tabs = ['all', 'mentions', 'requests'] as const;
export type InboxTabName = (typeof tabs)[number];

export interface InboxTabsProps {
  readonly tab: InboxTabName;
  readonly counts: Readonly<Record<InboxTabName, number>>;
  readonly onChange: (tab: InboxTabName) => void;
}

/** Tabs with one stop for the Tab key and arrows between them. */
export function InboxTabs({ tab, counts, onChange }: InboxTabsProps) {
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length] ?? 'all';
    onChange(next);
    event.currentTarget.querySelector<HTMLElement>(`#inbox-tab-${next}`)?.focus();
  };
  return (
    <div role="tablist" tabIndex={-1} aria-label={inboxText.tabs} className={css.tabs} onKeyDown={handleKey}>
      {tabs.map((each) => (
        <button key={each} type="button" role="tab" id={`inbox-tab-${each}`} aria-selected={each === tab} aria-controls="inbox-panel" tabIndex={each === tab ? 0 : -1} onClick={() => onChange(each)}>
          {inboxText[each]}
          {counts[each] > 0 && <span>{compact(counts[each])}</span>}
        </button>
      ))}
    </div>
  );
}
