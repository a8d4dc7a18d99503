import { ChevronDown, PenLine, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Workspace } from '../../../electron/contract/columns.ts';
import { mostWorkspaces } from '../../stores/columns.ts';
import { columnsText } from '../../text/columns.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { boxOf } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './workspace-tabs.module.css';

type Open = { readonly kind: 'new' } | { readonly kind: 'rename' | 'remove'; readonly workspace: Workspace };

/** The sets of columns, in the title bar. A press on the one that is shown opens what can be done with it. */
export function WorkspaceTabs() {
  const { columns } = useStores();
  const { current, list } = useStoreValue(columns, (state) => state.workspaces);
  const [anchor, setAnchor] = useState<ReturnType<typeof boxOf> | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const shown = list.find(({ id }) => id === current);
  const then = (next: Open) => () => {
    setAnchor(null);
    setOpen(next);
  };
  return (
    <nav className={css.tabs} aria-label={columnsText.workspaces}>
      {list.map((workspace, index) => {
        const isShown = workspace.id === current;
        return (
          <button
            key={workspace.id}
            type="button"
            className={css.tab}
            aria-current={isShown ? 'page' : undefined}
            aria-haspopup={isShown ? 'menu' : undefined}
            data-tip-keys={`$mod+Alt+${index + 1}`}
            data-tip={workspace.name}
            onClick={(event) => (isShown ? setAnchor(boxOf(event.currentTarget)) : columns.getState().choose(workspace.id))}
          >
            <span>{workspace.name}</span>
            {isShown && <ChevronDown aria-hidden="true" />}
          </button>
        );
      })}
      {list.length < mostWorkspaces && (
        <IconButton label={columnsText.newWorkspace} onClick={() => setOpen({ kind: 'new' })}>
          <Plus />
        </IconButton>
      )}
      {anchor !== null && shown !== undefined && (
        <Menu label={columnsText.workspaceMenu(shown.name)} anchor={anchor} onClose={() => setAnchor(null)}>
          <MenuItem icon={<PenLine />} onSelect={then({ kind: 'rename', workspace: shown })}>
            {columnsText.renameWorkspace}
          </MenuItem>
          <MenuItem icon={<Trash2 />} held={list.length === 1} onSelect={then({ kind: 'remove', workspace: shown })}>
            {columnsText.removeWorkspace}
          </MenuItem>
        </Menu>
      )}
      {open?.kind === 'remove' && <RemoveDialog workspace={open.workspace} onClose={() => setOpen(null)} />}
      {(open?.kind === 'new' || open?.kind === 'rename') && <NameDialog workspace={open.kind === 'rename' ? open.workspace : null} onClose={() => setOpen(null)} />}
    </nav>
  );
}

function NameDialog({ workspace, onClose }: { readonly workspace: Workspace | null; readonly onClose: () => void }) {
  const { columns } = useStores();
  const [name, setName] = useState(workspace?.name ?? '');
  const isEmpty = name.trim() === '';
  const save = (): void => {
    if (isEmpty) return;
    if (workspace === null) columns.getState().addWorkspace(name.trim());
    else columns.getState().renameWorkspace(workspace.id, name.trim());
    onClose();
  };
  return (
    <Dialog
      title={workspace === null ? columnsText.newWorkspace : columnsText.renameWorkspace}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{columnsText.cancel}</Button>
          <Button look="ink" held={isEmpty} onClick={save}>
            {workspace === null ? columnsText.create : columnsText.save}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField label={columnsText.workspaceName} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </form>
    </Dialog>
  );
}

function RemoveDialog({ workspace, onClose }: { readonly workspace: Workspace; readonly onClose: () => void }) {
  const { columns } = useStores();
  return (
    <Dialog
      title={columnsText.removeWorkspaceTitle(workspace.name, workspace.columns.length)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{columnsText.cancel}</Button>
          <Button
            look="danger"
            onClick={() => {
              columns.getState().removeWorkspace(workspace.id);
              onClose();
            }}
          >
            {columnsText.removeWorkspace}
          </Button>
        </>
      }
    >
      <p>{columnsText.removeWorkspaceText}</p>
    </Dialog>
  );
}
