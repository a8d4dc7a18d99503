import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { KeptKind, SnapshotInfo } from '../../../electron/contract/snapshots.ts';
import { errorText } from '../../text/errors.ts';
import { snapshotText } from '../../text/snapshots.ts';
import { compact } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { download } from '../../ui/download.ts';
import { useStores } from '../stores/index.tsx';
import css from './snapshots.module.css';

/** Kinds that have a file of their own on Mastodon, and followers, which people want to see on paper. */
const inFiles: readonly KeptKind[] = ['follows', 'followers', 'lists', 'mutes', 'blocks', 'domainBlocks', 'bookmarks', 'filters'];

export function FilePick({ account, newest }: { readonly account: AccountKey; readonly newest: SnapshotInfo }) {
  const { snapshots, toasts } = useStores();
  const save = async (kind: KeptKind): Promise<void> => {
    const file = await snapshots.getState().file(account, newest.takenAt, kind);
    if (file.ok) download(file.value);
    else toasts.getState().show({ text: errorText(file.error), tone: 'blocked' });
  };
  const kinds = inFiles.filter((kind) => newest.counts[kind] !== undefined);
  return (
    <div className={css.box} role="group" aria-label={snapshotText.exportKind}>
      <div className={css.buttons}>
        {kinds.map((kind) => (
          <Button key={kind} size="s" onClick={() => void save(kind)}>
            {snapshotText.kind(kind)} <span className={css.small}>{compact(newest.counts[kind] ?? 0)}</span>
          </Button>
        ))}
      </div>
    </div>
  );
}

export function RestorePick({ account, takenAt, others }: { readonly account: AccountKey; readonly takenAt: number; readonly others: readonly Account[] }) {
  const { moving, navigation, toasts } = useStores();
  const begin = async (to: AccountKey): Promise<void> => {
    const plan = await moving.getState().create({ kind: 'snapshot', account, takenAt }, to);
    if (plan.ok) navigation.getState().open({ kind: 'moving', plan: plan.value.id, from: null });
    else toasts.getState().show({ text: errorText(plan.error), tone: 'blocked' });
  };
  if (others.length === 0) return <p className={css.box}>{snapshotText.noOther}</p>;
  return (
    <div className={css.box} role="group" aria-label={snapshotText.restore}>
      <div className={css.buttons}>
        {others.map(({ key, nickname }) => (
          <Button key={key} size="s" onClick={() => void begin(key)}>
            {snapshotText.restoreTo(nickname)}
          </Button>
        ))}
      </div>
    </div>
  );
}
