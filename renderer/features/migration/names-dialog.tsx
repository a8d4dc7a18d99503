import { Copy } from 'lucide-react';
import type { ChecklistRow, Finding } from '../../../electron/contract/moving.ts';
import { movingText, rowWords } from '../../text/moving.ts';
import { compact } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useMinute } from '../../ui/use-now.ts';
import css from './dialogs.module.css';
import { useTold } from './use-told.ts';

/** The names a finding carries itself: servers, or handles. */
export function namesOf(finding: Finding | null): readonly string[] {
  switch (finding?.code) {
    case 'serverBlocks.hits':
      return finding.values.servers;
    case 'ownBlocks.hits':
      return finding.values.handles.map((handle) => `@${handle}`);
    case 'software.ignoring':
      return finding.values.servers.map(({ host, software, followers }) => `${host} · ${software} · ${compact(followers)}`);
    case 'links.fix':
      return finding.values.links;
    default:
      return [];
  }
}

export function NamesDialog({ row, onClose }: { readonly row: ChecklistRow; readonly onClose: () => void }) {
  const told = useTold();
  const now = useMinute();
  const names = namesOf(row.finding);
  const { title, detail } = rowWords(row, now);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => void told.copy(names.join('\n'))}>
            <Copy aria-hidden="true" />
            {movingText.copyAll}
          </Button>
          <Button look="ink" onClick={onClose}>{movingText.close}</Button>
        </>
      }
    >
      <p className={css.lead}>{detail}</p>
      <ul className={css.names}>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Dialog>
  );
}
