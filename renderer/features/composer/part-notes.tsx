import { ImageDown } from 'lucide-react';
import { useState } from 'react';
import type { PartProblem } from '../../../electron/contract/attachments.ts';
import { withSmaller } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores } from '../stores/index.tsx';
import css from './part-notes.module.css';
import { useShrunk } from '../attachments/index.tsx';
import { usePart, useTargets, useWriting, type Target } from './use-writing.ts';

/** What single accounts' servers would not take of media and poll, and what was agreed to instead. */
export function PartNotes() {
  const { problems: all } = useWriting();
  const { at, body } = usePart();
  const targets = useTargets();
  const problems = all.filter(({ part }) => part === at);
  return targets.map((target) => {
    // A poll that is being begun is no mistake; the footer says what it still needs.
    const own = problems.filter(({ account, problem }) => account === target.key && problem.problem !== 'tooFewOptions' && problem.problem !== 'noQuotes');
    const smaller = body.targets.find(({ account }) => account === target.key)?.overrides.smaller ?? [];
    return (
      <div key={target.key} className={css.notes}>
        {own.map(({ problem }) => (
          <Note key={JSON.stringify(problem)} target={target} problem={problem} isShared={problems.filter((each) => each.problem.problem === problem.problem).length >= targets.length} />
        ))}
        {smaller.filter(({ of }) => body.media.some(({ file }) => file.id === of)).map(({ of, file }) => (
          <Agreed key={of} target={target} of={of} bytes={file.bytes} />
        ))}
      </div>
    );
  });
}

function usePlaceOf(): (media: string) => number {
  const { body } = usePart();
  return (media) => body.media.findIndex(({ file }) => file.id === media) + 1;
}

function Note({ target, problem, isShared }: { readonly target: Target; readonly problem: PartProblem; readonly isShared: boolean }) {
  const placeOf = usePlaceOf();
  return (
    <div className={css.note} data-colour={target.account?.colour ?? 0}>
      <StateIcon state="needs" />
      <span className={css.words}>
        <b>{partsText.held(target.nickname, partsText.problem(problem, placeOf))}.</b> {!isShared && partsText.othersStay}
      </span>
      {problem.problem === 'mediaTooLarge' && <Shrink target={target} media={problem.media} limit={problem.limit} />}
    </div>
  );
}

function Shrink({ target, media, limit }: { readonly target: Target; readonly media: string; readonly limit: number }) {
  const { body } = usePart();
  const { compose, toasts } = useStores();
  const [isKeeping, setIsKeeping] = useState(false);
  const mimeType = body.media.find(({ file }) => file.id === media)?.file.mimeType ?? '';
  const shrunk = useShrunk({ id: media, mimeType }, limit);
  if (shrunk.state === 'impossible') return null;
  if (shrunk.state === 'making') return <span className={css.making}>{partsText.making}</span>;
  const agree = async (): Promise<void> => {
    setIsKeeping(true);
    const kept = await compose.getState().keep(shrunk.file, shrunk.mimeType);
    setIsKeeping(false);
    if (kept.ok) compose.getState().change((before) => withSmaller(before, target.key, media, kept.value));
    else toasts.getState().show({ text: errorText(kept.error), tone: 'blocked' });
  };
  const label = partsText.smaller(shrunk.file.size);
  return (
    <Button size="s" held={isKeeping} aria-label={partsText.smallerFor(label, target.nickname)} onClick={() => void agree()}>
      <ImageDown />
      {label}
    </Button>
  );
}

function Agreed({ target, of, bytes }: { readonly target: Target; readonly of: string; readonly bytes: number }) {
  const placeOf = usePlaceOf();
  const { compose } = useStores();
  return (
    <div className={css.note} data-colour={target.account?.colour ?? 0}>
      <ImageDown size={16} aria-hidden="true" />
      <span className={css.words}>{partsText.getsSmaller(target.nickname, placeOf(of), bytes)}</span>
      <Button size="s" look="quiet" onClick={() => compose.getState().change((before) => withSmaller(before, target.key, of, null))}>
        {partsText.original}
      </Button>
    </div>
  );
}
