import { X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { withOverride } from '../../stores/compose-body.ts';
import { isBlankPart } from '../../stores/compose-thread.ts';
import { composerText } from '../../text/composer.ts';
import { partsText } from '../../text/compose-parts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { AddParts } from './add-parts.tsx';
import css from './editor.module.css';
import { EmojiNotes } from './emoji-notes.tsx';
import { MediaTray } from './media-tray.tsx';
import { Meter } from './meter.tsx';
import { PartNotes } from './part-notes.tsx';
import { PollEditor } from './poll-editor.tsx';
import { SplitPreview, TooLong } from './split-notes.tsx';
import { TextArea } from './text-area.tsx';
import { useDroppedFiles } from './use-attach.ts';
import { useAddPart, useRemovePart } from './use-parts.ts';
import { usePart, useTargets, type Target } from './use-writing.ts';

export interface PartEditorProps {
  /** Posts of the thread. */
  readonly of: number;
  readonly undescribed: string | null;
  readonly onSendWithout: () => void;
  readonly children?: ReactNode;
}

/** One post: the text all accounts share, the lengths it has for each, the versions single accounts have, media and poll. */
export function PartEditor({ of, undescribed, onSendWithout, children }: PartEditorProps) {
  const { at, body, now } = usePart();
  const targets = useTargets();
  const { isOver, handlers } = useDroppedFiles(at);
  const removePart = useRemovePart();
  const addPart = useAddPart();
  const isThread = of > 1;
  const own = targets.filter(({ key }) => body.targets.some((target) => target.account === key && target.overrides.text !== undefined));
  const shared = targets.filter((target) => !own.includes(target));
  const isReply = body.inReplyTo !== null;

  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      addPart(at);
    } else if (event.key === 'Backspace' && at > 0 && isBlankPart({ ...now(), id: '', own: [] })) {
      event.preventDefault();
      removePart(at, true);
    }
  };
  const label = isThread ? composerText.partText(at) : composerText.text;
  const placeholder = at > 0 ? composerText.partPlaceholder : isReply ? composerText.replyPlaceholder : composerText.placeholder;
  return (
    <article className={css.part} data-thread={isThread || undefined} aria-label={isThread ? composerText.part(at, of) : undefined} {...handlers}>
      {isOver && (
        <div className={css.drop} aria-hidden="true">
          {partsText.dropHere}
        </div>
      )}
      {isThread && (
        <span className={css.spine} aria-hidden="true">
          <i>{at + 1}</i>
        </span>
      )}
      <div className={css.partBody}>
        <TextArea
          isFirst={at === 0}
          isFramed={isReply && at === 0}
          label={label}
          placeholder={placeholder}
          language={body.language}
          onKeyDown={handleKey}
        />
        {children}
        <MediaTray undescribed={undescribed} onSendWithout={onSendWithout} />
        <PollEditor />
        <PartNotes />
        <EmojiNotes />
        <div className={css.meters}>
          <AddParts />
          {shared.map((target) => (
            <Meter key={target.key} target={target} />
          ))}
          {isThread && (
            <IconButton size="s" className={css.removePart ?? ''} label={composerText.removePart(at)} onClick={() => removePart(at, isBlankPart({ ...now(), id: '', own: [] }))}>
              <X />
            </IconButton>
          )}
        </div>
        {targets.map((target) => (
          <TooLong key={target.key} target={target} />
        ))}
        {targets.map((target) => (
          <SplitPreview key={target.key} target={target} />
        ))}
        {own.map((target) => (
          <OwnVersion key={target.key} target={target} of={of} />
        ))}
      </div>
    </article>
  );
}

function OwnVersion({ target, of }: { readonly target: Target; readonly of: number }) {
  const { at, body, change } = usePart();
  const box = useRef<HTMLElement>(null);
  const overrides = body.targets.find(({ account }) => account === target.key)?.overrides ?? {};
  useEffect(() => box.current?.querySelector('textarea')?.focus({ preventScroll: true }), []);
  return (
    <section ref={box} className={css.own} data-colour={target.account?.colour ?? 0} aria-label={composerText.ownVersion(target.nickname)}>
      <header className={css.ownHead}>
        <b>{composerText.ownVersion(target.nickname)}</b>
        <Button size="s" look="quiet" onClick={() => change((before) => withOverride(before, target.key, 'text', undefined))}>
          {composerText.ownEnd}
        </Button>
      </header>
      <TextArea
        label={of > 1 ? composerText.partTextFor(at, target.nickname) : composerText.textFor(target.nickname)}
        account={target.key}
        language={overrides.language ?? body.language}
      />
      <Meter target={target} />
    </section>
  );
}
