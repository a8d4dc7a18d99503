import { useState } from 'react';
import type { ColumnSpec } from '../../../electron/contract/columns.ts';
import { currentWorkspace } from '../../stores/columns.ts';
import { columnsText } from '../../text/columns.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './column-dialog.module.css';
import { draftOf, readDraft, type ColumnDraft, type DraftProblems } from './column-draft.ts';
import { queryProblems } from './query-problems.ts';
import { RuleFields } from './rule-fields.tsx';
import { SourceFields } from './source-fields.tsx';

export interface ColumnDialogProps {
  /** Null: a new one. */
  readonly column: ColumnSpec | null;
  readonly onClose: () => void;
}

/** What a column reads, of whom, and what it leaves out. */
export function ColumnDialog({ column, onClose }: ColumnDialogProps) {
  const { columns, search } = useStores();
  const [draft, setDraft] = useState<ColumnDraft>(() => draftOf(column));
  const [problems, setProblems] = useState<DraftProblems>({});
  const here = useStoreValue(columns, (state) => currentWorkspace(state).columns);
  const readsFeeds = column === null || column.kind === 'feeds';
  const change = (part: Partial<ColumnDraft>): void => {
    setDraft({ ...draft, ...part });
    setProblems({});
  };
  const save = async (): Promise<void> => {
    const read = readDraft(draft, readsFeeds);
    if ('problems' in read) return setProblems(read.problems);
    const wrong = readsFeeds ? await queryProblems(draft.sources, search.getState().check) : {};
    if (Object.keys(wrong).length > 0) return setProblems(wrong);
    const { feeds, ...rest } = read.column;
    if (column !== null) columns.getState().changeColumn(column.id, column.kind === 'feeds' ? { ...rest, feeds: [...feeds] } : rest);
    else {
      const [only] = feeds;
      // The one home that follows the rail; another one beside it reads by itself.
      const followsRail = feeds.length === 1 && only?.source.kind === 'home' && only.accounts === 'all' && here.every(({ kind }) => kind !== 'home');
      const common = { ...rest, id: crypto.randomUUID(), width: null };
      columns.getState().addColumn(followsRail ? { kind: 'home', ...common } : { kind: 'feeds', feeds: [...feeds], ...common });
    }
    onClose();
  };
  const addInbox = (): void => {
    columns.getState().addColumn({ kind: 'inbox', id: crypto.randomUUID(), name: null, width: null });
    onClose();
  };
  return (
    <Dialog
      title={column === null ? columnsText.addTitle : columnsText.editTitle(columnsText.nameOfColumn(column))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{columnsText.cancel}</Button>
          <Button look="ink" onClick={() => void save()}>
            {column === null ? columnsText.addNow : columnsText.save}
          </Button>
        </>
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {column === null && here.every(({ kind }) => kind !== 'inbox') && (
          <p className={css.inbox}>
            <span>
              <b>{columnsText.addInbox}</b> {columnsText.addInboxHint}
            </span>
            <Button size="s" onClick={addInbox}>
              {columnsText.addNow}
            </Button>
          </p>
        )}
        {readsFeeds && <SourceFields draft={draft} problems={problems} onChange={change} />}
        <TextField label={columnsText.name} hint={columnsText.nameHint} value={draft.name} maxLength={80} onChange={(event) => change({ name: event.target.value })} />
        <RuleFields draft={draft} problems={problems} onChange={change} isOpen={column !== null} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
