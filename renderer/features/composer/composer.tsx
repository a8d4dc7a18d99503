import { FilePlus, StickyNote, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { AccountKey, AppError, StatusUri } from '../../../electron/contract/index.ts';
import type { Writing } from '../../stores/compose.ts';
import { askedBeforePublic } from '../../stores/compose-body.ts';
import { joining } from '../../stores/compose-warnings.ts';
import { firstUndescribed } from '../../stores/compose-parts.ts';
import { allParts } from '../../stores/compose-thread.ts';
import { composerText } from '../../text/composer.ts';
import { errorText } from '../../text/errors.ts';
import { listed } from '../../text/time.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ComposerFooter } from './composer-footer.tsx';
import css from './composer.module.css';
import { ConfirmJoining } from './confirm-joining.tsx';
import { ConfirmPublic } from './confirm-public.tsx';
import { Differences } from './differences.tsx';
import { DraftList } from './draft-list.tsx';
import { Editor } from './editor.tsx';
import { QuoteHeader } from './quote-header.tsx';
import { ReplacesNote } from './replaces-note.tsx';
import { ReplyHeader } from './reply-header.tsx';
import { TargetPills } from './target-pills.tsx';
import { useSend } from './use-send.ts';
import { useHolding, useTargets, WritingProvider } from './use-writing.ts';
import { WritingNotes } from './writing-notes.tsx';

export interface ComposerProps {
  readonly replyTo: StatusUri | null;
  readonly account: AccountKey | null;
}

/** Writing a post, from one account or several, or an answer from one. Whatever is written is kept. */
export function Composer({ replyTo, account }: ComposerProps) {
  const { compose, navigation } = useStores();
  const writing = useStoreValue(compose, (state) => state.shown);
  const depth = useStoreValue(navigation, (state) => state.stack.length);
  const [error, setError] = useState<AppError | null>(null);

  useEffect(() => {
    let current = true;
    void compose
      .getState()
      .open({ replyTo, account })
      .then((failed) => current && setError(failed));
    const flush = (): void => void compose.getState().flush();
    window.addEventListener('pagehide', flush);
    return () => {
      current = false;
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [compose, replyTo, account]);

  const close = { onBack: depth > 1 ? () => navigation.getState().back() : undefined, onClose: () => navigation.getState().closeDetail() };
  if (writing === null || error !== null) {
    return (
      <section className={css.pane} aria-label={composerText.pane}>
        <PaneHeader title={composerText.titleReply} {...close} />
        {error !== null && (
          <p className={css.failed} role="alert">
            <StateIcon state="blocked" /> {errorText(error)}
          </p>
        )}
      </section>
    );
  }
  return (
    <WritingProvider value={writing}>
      <OpenComposer key={writing.id} writing={writing} {...close} />
    </WritingProvider>
  );
}

interface OpenComposerProps {
  readonly writing: Writing;
  readonly onBack: (() => void) | undefined;
  readonly onClose: () => void;
}

function OpenComposer({ writing, onBack, onClose }: OpenComposerProps) {
  const { compose, settings, toasts } = useStores();
  const others = useStoreValue(compose, (state) => state.drafts).filter(({ id }) => id !== writing.id);
  const [showsDrafts, setShowsDrafts] = useState(false);
  const send = useSend();
  const holding = useHolding();
  const [asked, setAsked] = useState(false);
  const targets = useTargets();
  const footer = useRef<HTMLElement>(null);
  const rule = useStoreValue(settings, (state) => state.settings.askBeforePublic);
  const ruled = askedBeforePublic(writing.body, rule);
  const [confirms, setConfirms] = useState(false);
  const [joins, setJoins] = useState<readonly string[]>([]);
  const isReply = writing.body.inReplyTo !== null;
  const hasExtras = targets.some(({ account }) => account?.limits.writing?.localOnly === true || (account?.limits.writing?.formats.length ?? 0) > 1);
  const undescribed = allParts(writing.body).map(firstUndescribed).find((media) => media !== undefined)?.file.id ?? null;

  /** Media without a description is asked about once; who presses again has answered. */
  const sendOrAsk = (): void => {
    if (undescribed !== null && !asked) setAsked(true);
    else sendOrConfirm();
  };
  /** Whom the answer would let into a direct conversation, where the server would send it only to whom it is told. */
  const unasked = (): readonly string[] => {
    const body = compose.getState().writing?.body ?? writing.body;
    if (!targets.some(({ account }) => account?.limits.writing?.guardsMentions === true)) return [];
    const own = new Map(targets.flatMap(({ key, account }) => (account === null ? [] : [[key, account.handle] as const])));
    return joining({ body, replyTo: writing.replyTo, own }).filter((handle) => body.mayJoin?.includes(handle) !== true);
  };
  const sendOrConfirm = (): void => {
    const handles = unasked();
    if (handles.length > 0) setJoins(handles);
    else if (ruled.length > 0) setConfirms(true);
    else void send();
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!holding.isHeld()) sendOrAsk();
    else footer.current?.querySelector<HTMLElement>('[data-send]')?.focus();
  };
  const discard = async (): Promise<void> => {
    const { drafts, writing: open } = compose.getState();
    const saved = drafts.find(({ id }) => id === writing.id);
    // What was typed a moment ago is not saved yet.
    const kept = saved !== undefined && open?.id === saved.id ? { ...saved, body: open.body } : saved;
    const failed = await compose.getState().discard(writing.id);
    if (failed !== null) toasts.getState().show({ text: errorText(failed), tone: 'blocked' });
    else if (kept !== undefined) toasts.getState().show({ text: composerText.discarded, action: { label: composerText.undo, run: () => void compose.getState().restore(kept) } });
    await compose.getState().beginNew();
  };
  const single = targets.length === 1 ? targets[0]?.account?.colour : undefined;
  return (
    // The fields take the keys; the box only hears the one that sends, from whichever field.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className={css.pane} aria-label={composerText.pane} onKeyDown={handleKey}>
      <PaneHeader
        title={isReply ? composerText.titleReply : writing.body.quote !== null ? composerText.titleQuote : writing.body.thread.length > 0 ? composerText.titleThread : composerText.titleNew}
        sub={<SavedNote saved={writing.saved} />}
        onBack={onBack}
        onClose={onClose}
        actions={
          <>
            {writing.saved.state !== 'blank' && (
              <IconButton label={composerText.discard} onClick={() => void discard()}>
                <Trash2 />
              </IconButton>
            )}
            {(isReply || writing.saved.state !== 'blank') && (
              <IconButton label={composerText.newPost} onClick={() => void compose.getState().beginNew()}>
                <FilePlus />
              </IconButton>
            )}
            <Button look="quiet" aria-expanded={showsDrafts} onClick={() => setShowsDrafts(!showsDrafts)}>
              <StickyNote />
              {composerText.drafts(others.length)}
            </Button>
          </>
        }
      />
      {showsDrafts && <DraftList drafts={others} onDone={() => setShowsDrafts(false)} />}
      <div className={css.columns}>
        <div className={css.main} data-colour={isReply ? single : undefined} data-reply={isReply || undefined}>
          <div className={css.scroll}>
            <TargetPills />
            {isReply && <ReplyHeader />}
            <QuoteHeader />
            <ReplacesNote />
            <WritingNotes />
            <Editor undescribed={asked ? undescribed : null} onSendWithout={sendOrConfirm} />
          </div>
        </div>
        {!isReply && (targets.length > 1 || hasExtras) && <Differences />}
      </div>
      {joins.length > 0 && (
        <ConfirmJoining
          handles={joins}
          onClose={() => setJoins([])}
          onSend={() => {
            setJoins([]);
            compose.getState().change((body) => ({ ...body, mayJoin: [...(body.mayJoin ?? []), ...joins] }));
            sendOrConfirm();
          }}
        />
      )}
      {confirms && (
        <ConfirmPublic
          names={targets.filter(({ key }) => ruled.includes(key)).map(({ nickname }) => nickname)}
          onClose={() => setConfirms(false)}
          onSend={() => {
            setConfirms(false);
            void send();
          }}
        />
      )}
      <ComposerFooter ref={footer} hold={holding.words} names={listed(targets.map(({ nickname }) => nickname))} onSend={sendOrAsk} />
    </section>
  );
}

function SavedNote({ saved }: { readonly saved: Writing['saved'] }) {
  switch (saved.state) {
    case 'blank':
      return null;
    case 'saving':
      return composerText.saving;
    case 'saved':
      return composerText.savedAt(saved.at);
    case 'failed':
      return (
        <span className={css.notSaved} role="alert">
          {composerText.notSaved(errorText(saved.error))}
        </span>
      );
  }
}
