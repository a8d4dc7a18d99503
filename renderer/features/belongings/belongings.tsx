import { RotateCw } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import type { BelongingsTab } from '../../stores/belongings.ts';
import { belongingsText } from '../../text/belongings.ts';
import { IconButton } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './belongings.module.css';
import { FiltersTab } from './filters-tab.tsx';
import { HiddenTab } from './hidden-tab.tsx';
import { ListsTab } from './lists-tab.tsx';
import { TagsTab } from './tags-tab.tsx';

const tabs: Readonly<Record<BelongingsTab, () => ReactNode>> = { lists: ListsTab, tags: TagsTab, filters: FiltersTab, hidden: HiddenTab };
const options = (['lists', 'tags', 'filters', 'hidden'] as const).map((value) => ({ value, label: belongingsText.tabs[value] }));

/** What the servers keep for the accounts: lists, tags, filters, mutes and blocks, all in one place. */
export function Belongings() {
  const { belongings, navigation } = useStores();
  const tab = useStoreValue(belongings, (state) => state.tab);
  const depth = useStoreValue(navigation, (state) => state.stack.length);
  const refresh = useRefresh(tab);
  const Tab = tabs[tab];
  return (
    <section className={css.pane} aria-label={belongingsText.title}>
      <PaneHeader
        title={belongingsText.title}
        onBack={depth > 1 ? () => navigation.getState().back() : undefined}
        onClose={() => navigation.getState().closeDetail()}
        actions={
          <IconButton label={belongingsText.refresh} onClick={refresh}>
            <RotateCw />
          </IconButton>
        }
      />
      <div className={css.tools}>
        <div className={css.tabs}>
          <Segmented label={belongingsText.tabsLabel} value={tab} options={options} onChange={(next) => belongings.getState().show(next)} />
        </div>
        <AccountChoice />
      </div>
      <div className={css.scroll}>
        <Tab />
      </div>
    </section>
  );
}

function AccountChoice() {
  const { belongings } = useStores();
  const accounts = useAccounts();
  const of = useStoreValue(belongings, (state) => state.of);
  const tab = useStoreValue(belongings, (state) => state.tab);
  if (accounts.length < 2) return null;
  return (
    <select
      className={css.select}
      aria-label={belongingsText.account}
      value={accounts.some(({ key }) => key === of) ? of : 'all'}
      onChange={(event) => belongings.getState().show(tab, accounts.find(({ key }) => key === event.target.value)?.key ?? 'all')}
    >
      <option value="all">{belongingsText.allAccounts}</option>
      {accounts.map(({ key, nickname, handle }) => (
        <option key={key} value={key}>
          {cleanLine(nickname)} (@{cleanLine(handle)})
        </option>
      ))}
    </select>
  );
}

/** Asks for what the tab shows when it is opened; answers how to ask again. */
function useRefresh(tab: BelongingsTab): () => void {
  const { belongings, shield } = useStores();
  const accounts = useAccounts();
  const { loadLists, loadTags, loadFilters } = belongings.getState();
  useEffect(() => {
    if (tab === 'lists') void loadLists();
    else if (tab === 'tags') void loadTags();
    else if (tab === 'filters') void loadFilters();
  }, [tab, loadLists, loadTags, loadFilters]);
  return () => {
    if (tab === 'lists') void loadLists();
    else if (tab === 'tags') void loadTags();
    else if (tab === 'filters') void loadFilters();
    else for (const { key } of accounts) void shield.getState().read(key);
  };
}
