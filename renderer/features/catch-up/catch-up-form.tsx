import { ArrowDownUp } from 'lucide-react';
import type { CatchUpSort, CatchUpView } from '../../../electron/contract/catch-up.ts';
import { catchUpText } from '../../text/catch-up.ts';
import { IconButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import type { Sources } from './catch-up.tsx';
import css from './catch-up.module.css';

const views = (['posts', 'authors', 'links', 'threads'] as const).map((value) => ({ value, label: catchUpText.views[value] }));
const sorts: readonly CatchUpSort[] = ['time', 'replies', 'reblogs', 'favourites', 'density'];
const sortWords = (sort: CatchUpSort, view: CatchUpView): string => (sort === 'density' ? catchUpText.density[view] : catchUpText.sorts[sort]);

/** How far back, through what, gathered how, in which order. */
export function CatchUpForm({ sources }: { readonly sources: Sources }) {
  const { catchUp } = useStores();
  const hours = useStoreValue(catchUp, (state) => state.hours);
  const view = useStoreValue(catchUp, (state) => state.view);
  const order = useStoreValue(catchUp, (state) => state.orders[state.view]);
  return (
    <div className={css.form}>
      <label className={css.hours}>
        <span aria-hidden="true">{catchUpText.hours(hours)}</span>
        <input type="range" min={1} max={48} step={1} aria-label={catchUpText.hoursLabel} aria-valuetext={catchUpText.hours(hours)} value={hours} onChange={(event) => catchUp.getState().setHours(event.target.valueAsNumber)} />
      </label>
      {sources.all.length > 1 && <SourceChoice sources={sources} />}
      <div className={css.ways}>
        <Segmented label={catchUpText.viewLabel} value={view} options={views} onChange={(next) => catchUp.getState().show(next)} />
        <span className={css.order}>
          <select className={css.select} aria-label={catchUpText.sortLabel} value={order.sort} onChange={(event) => catchUp.getState().order({ ...order, sort: sorts.find((sort) => sort === event.target.value) ?? order.sort })}>
            {sorts.map((sort) => (
              <option key={sort} value={sort}>
                {sortWords(sort, view)}
              </option>
            ))}
          </select>
          <IconButton label={catchUpText.reverse} aria-pressed={order.isReversed} className={css.reverse} onClick={() => catchUp.getState().order({ ...order, isReversed: !order.isReversed })}>
            <ArrowDownUp />
          </IconButton>
        </span>
      </div>
    </div>
  );
}

function SourceChoice({ sources: { all, chosen } }: { readonly sources: Sources }) {
  const { catchUp } = useStores();
  const ids = new Set(chosen.map(({ id }) => id));
  const choose = (id: string, isOn: boolean): void => catchUp.getState().choose(all.filter((each) => (each.id === id ? isOn : ids.has(each.id))).map(({ group }) => group));
  return (
    <fieldset className={css.sources}>
      <legend className="spoken">{catchUpText.sources}</legend>
      {all.map(({ id, label, colour }) => (
        <label key={id} className={css.source} data-colour={colour}>
          <input type="checkbox" checked={ids.has(id)} onChange={(event) => choose(id, event.target.checked)} />
          <i className={css.knot} aria-hidden="true" />
          <bdi>{label}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
