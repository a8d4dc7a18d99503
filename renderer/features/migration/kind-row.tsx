import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import type { KindView } from '../../../electron/contract/carry-over.ts';
import { copyText, kindNote } from '../../text/carry-over.ts';
import { compact } from '../../text/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { Box } from '../../ui/place-beside.ts';
import { StateIcon, type WorkState } from '../../ui/state-icon.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
import { hasFile } from './kind-files.ts';
import { KindIcon } from './kind-icon.tsx';
import css from './panes.module.css';
import { sumOf } from './plan-facts.ts';
import { useTold } from './use-told.ts';

export interface KindRowProps {
  readonly plan: string;
  readonly view: KindView;
  readonly onOpen: () => void;
}

function iconOf(view: KindView, stuck: number): WorkState {
  if (view.state === 'failed') return 'blocked';
  if (view.state === 'running' || view.state === 'reading') return 'running';
  if (view.state === 'done') return stuck > 0 ? 'needs' : 'done';
  return 'waiting';
}

export function KindRow({ plan, view, onOpen }: KindRowProps) {
  const now = useMinute();
  const { done, stuck, total } = sumOf(view);
  const off = !view.chosen || view.unsupported !== null;
  const note = kindNote(view, stuck, now);
  const share = (n: number): string => `${total === 0 ? 0 : (100 * n) / total}%`;
  const fill = view.state === 'done' ? css.bDone : view.state === 'running' || view.state === 'ready' ? css.bRunning : css.bWaiting;
  return (
    <tr data-kind={view.kind} data-off={off || undefined}>
      <th scope="row">
        <KindIcon kind={view.kind} />
        {view.total === 0 ? (
          copyText.kind(view.kind)
        ) : (
          <button type="button" className={css.kindName} aria-label={copyText.openItems(view.kind)} aria-haspopup="dialog" onClick={onOpen}>
            {copyText.kind(view.kind)}
          </button>
        )}
      </th>
      <td>
        {!off && (
          <span className={css.bar} role="progressbar" aria-label={copyText.progress(view.kind, done, total)} aria-valuemin={0} aria-valuemax={Math.max(1, total)} aria-valuenow={done}>
            <i className={fill} style={{ width: share(done) }} />
            <i className={css.bStuck} style={{ width: share(stuck) }} />
          </span>
        )}
      </td>
      <td className={css.counts}>
        {!off && compact(done)}
        <span>{off ? compact(view.total) : ` / ${compact(total)}`}</span>
      </td>
      <td className={css.note} data-tip={note.length > 20 ? note : undefined}>
        {!off && <StateIcon state={iconOf(view, stuck)} size={14} />}
        {note}
      </td>
      <td className={css.more}>{hasFile(view.kind) && view.total > 0 && <KindMenu plan={plan} view={view} />}</td>
    </tr>
  );
}

function KindMenu({ plan, view }: { readonly plan: string; readonly view: KindView }) {
  const { moving } = useStores();
  const told = useTold();
  const [anchor, setAnchor] = useState<Box | null>(null);
  const save = (rows: 'all' | 'missing') => () => {
    setAnchor(null);
    void told.save(moving.getState().file(plan, view.kind, rows));
  };
  return (
    <>
      <IconButton size="s" label={copyText.filesOf(view.kind)} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}>
        <EllipsisVertical />
      </IconButton>
      {anchor !== null && (
        <Menu label={copyText.filesOf(view.kind)} anchor={anchor} align="end" onClose={() => setAnchor(null)}>
          <MenuItem onSelect={save('missing')}>{copyText.saveMissing}</MenuItem>
          <MenuItem onSelect={save('all')}>{copyText.saveAll}</MenuItem>
        </Menu>
      )}
    </>
  );
}
