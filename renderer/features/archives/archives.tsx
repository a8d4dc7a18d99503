import { useEffect, useRef, useState } from 'react';
import type { ArchiveInfo } from '../../../electron/contract/archives.ts';
import { archiveText } from '../../text/archives.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ArchiveCard } from './archive-card.tsx';
import { Reader } from './reader.tsx';
import css from './archives.module.css';

/** Archives of servers on this computer: the list of them, or one that is read. */
export function Archives({ onBack, onClose }: { readonly onBack: (() => void) | undefined; readonly onClose: () => void }) {
  const { archives } = useStores();
  const all = useStoreValue(archives, (state) => state.archives);
  const [reading, setReading] = useState<string | null>(null);
  useEffect(() => void archives.getState().start(), [archives]);
  const read = all.find(({ id }) => id === reading);
  return (
    <section className={css.pane} aria-label={archiveText.title}>
      {read === undefined ? (
        <>
          <PaneHeader title={archiveText.title} onBack={onBack} onClose={onClose} />
          <List all={all} onRead={setReading} />
        </>
      ) : (
        <>
          <PaneHeader title={archiveText.whose(read)} onBack={() => setReading(null)} onClose={onClose} />
          <Reader key={read.id} archive={read} />
        </>
      )}
    </section>
  );
}

function List({ all, onRead }: { readonly all: readonly ArchiveInfo[]; readonly onRead: (id: string) => void }) {
  const { archives } = useStores();
  const loaded = useStoreValue(archives, (state) => state.loaded);
  const error = useStoreValue(archives, (state) => state.error);
  return (
    <div className={css.scroll}>
      <p className={css.lead}>{archiveText.lead}</p>
      <Adding onRead={onRead} />
      {error !== null && (
        <p className={css.warning} role="alert">
          <StateIcon state="blocked" /> {errorText(error)}
        </p>
      )}
      {!loaded && error === null && <Spinner />}
      {loaded && all.length === 0 && <p className={css.empty}>{archiveText.empty}</p>}
      <ul className={css.list}>
        {all.map((archive) => (
          <ArchiveCard key={archive.id} archive={archive} onRead={() => onRead(archive.id)} />
        ))}
      </ul>
    </div>
  );
}

function Adding({ onRead }: { readonly onRead: (id: string) => void }) {
  const { archives } = useStores();
  const adding = useStoreValue(archives, (state) => state.adding);
  const [problem, setProblem] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  async function add(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setProblem(null);
    const outcome = await archives.getState().add(file);
    if (outcome.kind === 'kept') onRead(outcome.archive.id);
    else setProblem(outcome.kind === 'refused' ? archiveText.refused(outcome.name, outcome.problem) : errorText(outcome.error));
  }
  return (
    <div className={css.adding}>
      <Button look="ink" held={adding !== null} onClick={() => input.current?.click()}>
        {archiveText.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".zip,.gz,.tgz,application/zip"
        hidden
        onChange={({ currentTarget }) => {
          void add(currentTarget.files?.[0]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      <div role="status" className={css.state}>
        {adding !== null && (
          <>
            <progress className={css.progress} aria-label={archiveText.sending(adding.name, adding.share)} value={adding.share < 1 ? adding.share : undefined} max={1} />
            <span className={css.small}>{archiveText.sending(adding.name, adding.share)}</span>
          </>
        )}
      </div>
      {problem !== null && (
        <p className={css.warning} role="alert">
          <StateIcon state="blocked" /> {problem}
        </p>
      )}
    </div>
  );
}
