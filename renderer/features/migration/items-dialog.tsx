import { useEffect, useState } from 'react';
import type { CarryOverView, CopyItem, CopyKind, ItemState } from '../../../electron/contract/carry-over.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import type { PlanView } from '../../../electron/contract/moving.ts';
import { copyText, itemLabel } from '../../text/carry-over.ts';
import { errorText } from '../../text/errors.ts';
import { movingText } from '../../text/moving.ts';
import { compact } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon, type WorkState } from '../../ui/state-icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
import css from './dialogs.module.css';
import { hasFile } from './kind-files.ts';
import { useTold } from './use-told.ts';

export interface ItemsDialogProps {
  readonly plan: PlanView;
  readonly copy: CarryOverView;
  readonly start: CopyKind;
  readonly onClose: () => void;
}

const iconOf: Readonly<Record<ItemState, WorkState>> = {
  already: 'done', queued: 'waiting', resolving: 'running', sent: 'running', requested: 'waiting', unclear: 'needs', done: 'done', rejected: 'blocked',
  movedOn: 'needs', gone: 'waiting', unreadable: 'needs', notAllowed: 'blocked', overLimit: 'needs', failed: 'blocked', skipped: 'waiting',
};
/** Beyond this an item is on its way or at its end, and leaving it out would say nothing. */
const choosable: ReadonlySet<ItemState> = new Set(['queued', 'skipped', 'overLimit', 'movedOn', 'unreadable', 'failed']);

/** Every item of a kind with its state, and the choice for each. */
export function ItemsDialog({ plan, copy, start, onClose }: ItemsDialogProps) {
  const { moving } = useStores();
  const told = useTold();
  const [kind, setKind] = useState(start);
  const [state, setState] = useState<ItemState | null>(null);
  const [search, setSearch] = useState('');
  const list = useItems(plan.id, copy, kind, state);
  const view = copy.kinds.find((each) => each.kind === kind);
  const words = search.trim().toLowerCase();
  const shown = words === '' ? list.items : list.items.filter(({ label, detail }) => `${label} ${detail ?? ''}`.toLowerCase().includes(words));
  const searchesOn = words !== '' && list.next !== null && !list.loading && list.error === null;
  useEffect(() => {
    // A search is of all items, not of those that happen to be loaded.
    if (searchesOn) void list.loadMore();
  });
  const open = shown.filter((item) => choosable.has(item.state));
  const choose = async (items: readonly CopyItem[], chosen: boolean): Promise<void> => {
    list.mark(new Set(items.map(({ id }) => id)), chosen);
    if (!(await told.failure(moving.getState().chooseItems(plan.id, items.map(({ id }) => id), chosen)))) list.mark(new Set(items.map(({ id }) => id)), !chosen);
  };
  return (
    <Dialog title={copyText.openItems(kind)} width="l" onClose={onClose} footer={<Button look="ink" onClick={onClose}>{movingText.close}</Button>}>
      <div className={css.bar}>
        <label className={css.field}>
          {copyText.kindPick}
          <select value={kind} onChange={(event) => setKind(copy.kinds.find((each) => each.kind === event.target.value)?.kind ?? kind)}>
            {copy.kinds.filter(({ total }) => total > 0).map((each) => (
              <option key={each.kind} value={each.kind}>
                {copyText.kind(each.kind)} ({compact(each.total)})
              </option>
            ))}
          </select>
        </label>
        <label className={css.field}>
          {copyText.statePick}
          <select value={state ?? ''} onChange={(event) => setState(statesOf(view?.counts).find((each) => each === event.target.value) ?? null)}>
            <option value="">{copyText.everyState}</option>
            {statesOf(view?.counts).map((each) => (
              <option key={each} value={each}>
                {copyText.state(each)} ({compact(view?.counts[each] ?? 0)})
              </option>
            ))}
          </select>
        </label>
        <TextField label={copyText.search} type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </div>
      {/* Scrolls by the keys where no row can be chosen. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={css.rows} tabIndex={0} aria-label={copyText.kind(kind)} aria-busy={list.loading}>
        {shown.map((item) => (
          <ItemRow key={item.id} item={item} onChoose={(chosen) => void choose([item], chosen)} />
        ))}
        {list.next !== null && !list.loading && words === '' && (
          <li className={css.empty}>
            <Button onClick={() => void list.loadMore()}>{copyText.more}</Button>
          </li>
        )}
        {list.loading && (
          <li className={css.empty}>
            <Spinner />
          </li>
        )}
        {list.error !== null && <li className={css.empty} role="alert">{errorText(list.error)}</li>}
        {shown.length === 0 && !list.loading && list.next === null && list.error === null && <li className={css.empty}>{copyText.noItems}</li>}
      </ul>
      <div className={css.tools}>
        <span />
        {open.length > 1 && <Button size="s" onClick={() => void choose(open, true)}>{copyText.choseAll}</Button>}
        {open.length > 1 && <Button size="s" onClick={() => void choose(open, false)}>{copyText.choseNone}</Button>}
        {hasFile(kind) && <Button size="s" onClick={() => void told.save(moving.getState().file(plan.id, kind, 'missing'))}>{copyText.saveMissing}</Button>}
        {hasFile(kind) && <Button size="s" onClick={() => void told.save(moving.getState().file(plan.id, kind, 'all'))}>{copyText.saveAll}</Button>}
      </div>
    </Dialog>
  );
}

function statesOf(counts: Readonly<Record<ItemState, number>> | undefined): readonly ItemState[] {
  return counts === undefined ? [] : (Object.keys(counts) as ItemState[]).filter((state) => counts[state] > 0);
}

function ItemRow({ item, onChoose }: { readonly item: CopyItem; readonly onChoose: (chosen: boolean) => void }) {
  const label = itemLabel(item, useMinute());
  const notes = [item.detail, item.movedTo === null ? null : copyText.movedTo(item.movedTo), item.error === null ? null : errorText(item.error), item.retryAt === null ? null : copyText.retryAt(item.retryAt)].filter((note) => note !== null && note !== '');
  return (
    <li className={css.row}>
      {choosable.has(item.state) && <input type="checkbox" aria-label={copyText.chosen(label)} checked={item.chosen} onChange={(event) => onChoose(event.target.checked)} />}
      <div>
        <p className={css.label}>{label}</p>
        {notes.length > 0 && <p className={css.sub}>{notes.join(' · ')}</p>}
      </div>
      <span className={css.state}>
        <StateIcon state={iconOf[item.state]} size={14} />
        {copyText.state(item.state)}
      </span>
    </li>
  );
}

interface ItemsState {
  /** What these are the items of. */
  readonly of: string;
  readonly items: readonly CopyItem[];
  readonly next: string | null;
  readonly loading: boolean;
  readonly error: AppError | null;
}
const nothingYet: ItemsState = { of: '', items: [], next: null, loading: true, error: null };

/** Pages of items; asked anew when the kind, the state or what is known of the kind changes. */
function useItems(plan: string, copy: CarryOverView, kind: CopyKind, state: ItemState | null) {
  const { moving } = useStores();
  const [kept, setList] = useState<ItemsState>(nothingYet);
  // Choosing changes `skipped` and `queued` alone, and the rows here know that already.
  const counts = copy.kinds.find((each) => each.kind === kind)?.counts;
  const of = `${kind} ${state} `;
  const version = counts === undefined ? of : `${of}${counts.done} ${counts.sent} ${counts.requested} ${counts.failed} ${counts.gone} ${counts.already}`;
  useEffect(() => {
    let current = true;
    void moving
      .getState()
      .items(plan, kind, state, null)
      .then((answer) => current && setList(answer.ok ? { of: version, ...answer.value, loading: false, error: null } : { ...nothingYet, of: version, loading: false, error: answer.error }));
    return () => {
      current = false;
    };
  }, [moving, plan, kind, state, version]);
  // Items of another kind are not shown; older ones of this kind are, until the newer are there.
  const list = kept.of.startsWith(of) ? kept : nothingYet;
  return {
    ...list,
    mark: (ids: ReadonlySet<string>, chosen: boolean) => setList((before) => ({ ...before, items: before.items.map((item) => (ids.has(item.id) ? { ...item, chosen } : item)) })),
    async loadMore() {
      setList((before) => ({ ...before, loading: true }));
      const answer = await moving.getState().items(plan, kind, state, list.next);
      setList((before) => (answer.ok ? { of: before.of, items: [...before.items, ...answer.value.items], next: answer.value.next, loading: false, error: null } : { ...before, loading: false, error: answer.error }));
    },
  };
}
