import { useId, useState, type ReactNode } from 'react';
import type { CarryOverView, CopyKind, KindView } from '../../../electron/contract/carry-over.ts';
import type { PlanView } from '../../../electron/contract/moving.ts';
import { copyText, kindNote } from '../../text/carry-over.ts';
import { movingText } from '../../text/moving.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
import css from './dialogs.module.css';
import { ItemsDialog } from './items-dialog.tsx';
import { KindIcon } from './kind-icon.tsx';
import { carriedSum, sumOf } from './plan-facts.ts';
import { useTold } from './use-told.ts';

/** From here on a daily cap is worth a word: with fewer the copying is done the same day. */
const mastodonDailyFollows = 400;

export interface PreviewDialogProps {
  readonly plan: PlanView;
  readonly copy: CarryOverView;
  readonly onClose: () => void;
}

/** The difference between the two accounts, before anything is changed. */
export function PreviewDialog({ plan, copy, onClose }: PreviewDialogProps) {
  const { moving } = useStores();
  const told = useTold();
  const [items, setItems] = useState<CopyKind | null>(null);
  const { left } = carriedSum(copy);
  const begun = copy.state !== 'ready';
  const follows = copy.kinds.find(({ kind, chosen }) => kind === 'follows' && chosen);
  const newFollows = follows === undefined ? 0 : sumOf(follows).left;
  const cap = copy.dailyFollows?.limit ?? mastodonDailyFollows;
  const start = async (): Promise<void> => {
    if (await told.failure(moving.getState().startCopy(plan.id))) onClose();
  };
  if (items !== null) return <ItemsDialog plan={plan} copy={copy} start={items} onClose={() => setItems(null)} />;
  return (
    <Dialog
      title={copyText.previewTitle}
      width="l"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{movingText.close}</Button>
          {copy.state !== 'running' && copy.state !== 'waiting' && (
            <Button look="ink" held={left === 0} onClick={() => void start()}>
              {copyText.start(left)}
            </Button>
          )}
        </>
      }
    >
      <p className={css.lead}>{copyText.previewLead(plan.fromHandle === null ? movingText.source(plan.from) : `@${plan.fromHandle}`, plan.toHandle, begun)}</p>
      <ul className={css.kinds}>
        {copy.kinds.map((view) => (
          <PreviewKind key={view.kind} plan={plan.id} view={view} onItems={() => setItems(view.kind)}>
            {view.kind === 'favourites' && view.unsupported === null && view.total > 0 && <AsBookmarks plan={plan.id} copy={copy} />}
          </PreviewKind>
        ))}
      </ul>
      {copy.dailyFollows !== null && newFollows > cap && <p className={css.lead}>{copyText.daily(newFollows, cap)}</p>}
      <p className={css.lead}>{copyText.startHint}</p>
    </Dialog>
  );
}

/** Favourites tell their authors, bookmarks nobody. */
function AsBookmarks({ plan, copy }: { readonly plan: string; readonly copy: CarryOverView }) {
  const { moving } = useStores();
  const told = useTold();
  return (
    <label className={css.option}>
      <input type="checkbox" checked={copy.favouritesAs === 'bookmarks'} onChange={(event) => void told.failure(moving.getState().favouritesAs(plan, event.target.checked ? 'bookmarks' : 'favourites'))} />
      {copyText.asBookmarks}
    </label>
  );
}

interface PreviewKindProps {
  readonly plan: string;
  readonly view: KindView;
  readonly onItems: () => void;
  readonly children?: ReactNode;
}

function PreviewKind({ plan, view, onItems, children }: PreviewKindProps) {
  const { moving } = useStores();
  const told = useTold();
  const now = useMinute();
  const id = useId();
  const { left } = sumOf(view);
  const off = view.unsupported !== null || view.total === 0;
  const hint = view.unsupported !== null || view.state === 'failed' ? kindNote(view, 0, now) : copyText.kindHint(view.kind);
  return (
    <li className={css.kind} data-off={off || undefined}>
      <input id={id} type="checkbox" checked={view.chosen && !off} disabled={off} aria-describedby={hint === '' ? undefined : `${id}-hint`} onChange={(event) => void told.failure(moving.getState().chooseKind(plan, view.kind, event.target.checked))} />
      <KindIcon kind={view.kind} />
      <div className={css.info}>
        <label htmlFor={id}>{copyText.kind(view.kind)}</label>
        {hint !== '' && (
          <p id={`${id}-hint`} className={css.sub}>
            {hint}
          </p>
        )}
        {!off && view.counted !== null && view.counted !== view.total && <p className={css.sub}>{copyText.previewCounted(view.counted, view.total)}</p>}
        {children}
      </div>
      {!off && (
        <Button size="s" look="link" aria-label={`${copyText.previewSome}: ${copyText.kind(view.kind)}`} aria-haspopup="dialog" onClick={onItems}>
          {copyText.previewSome}
        </Button>
      )}
      <div className={css.many}>
        {off ? (
          copyText.previewEmpty
        ) : (
          <>
            <b>{copyText.previewMissing(view.chosen ? left : 0)}</b>
            {view.counts.already > 0 && <span>{copyText.previewAlready(view.counts.already)}</span>}
          </>
        )}
      </div>
    </li>
  );
}
