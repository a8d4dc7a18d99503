import { useEffect, useRef, useState } from 'react';
import { withOverride } from '../../stores/compose-body.ts';
import { composerText } from '../../text/composer.ts';
import { Button } from '../../ui/button.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores } from '../stores/index.tsx';
import css from './editor.module.css';
import { Meter } from './meter.tsx';
import { Tools } from './tools.tsx';
import { useTargets, useWriting, type Target } from './use-writing.ts';

/** Puts the caret behind what is there. */
function writeOn(field: HTMLTextAreaElement | null): void {
  field?.focus({ preventScroll: true });
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** The text all accounts share, the lengths it has for each, and the versions single accounts have of their own. */
export function Editor() {
  const { body } = useWriting();
  const { compose } = useStores();
  const targets = useTargets();
  const field = useRef<HTMLTextAreaElement>(null);
  const warningField = useRef<HTMLInputElement>(null);
  const [hasWarning, setHasWarning] = useState(body.spoilerText !== '');
  // A warning that was switched off comes back as it was.
  const lastWarning = useRef('');

  useEffect(() => writeOn(field.current), []);

  const setWarning = (spoilerText: string): void => compose.getState().change((before) => ({ ...before, spoilerText, sensitive: spoilerText !== '' }));
  const toggleWarning = (): void => {
    if (hasWarning) lastWarning.current = body.spoilerText;
    setWarning(hasWarning ? '' : lastWarning.current);
    setHasWarning(!hasWarning);
    if (!hasWarning) requestAnimationFrame(() => warningField.current?.focus());
    else field.current?.focus();
  };
  const own = targets.filter(({ key }) => body.targets.some((target) => target.account === key && target.overrides.text !== undefined));
  const shared = targets.filter((target) => !own.includes(target));
  return (
    <div className={css.editor}>
      <Tools hasWarning={hasWarning} onWarning={toggleWarning} />
      {hasWarning && (
        <input ref={warningField} className={css.warning} aria-label={composerText.warning} placeholder={composerText.warningPlaceholder} value={body.spoilerText} maxLength={10_000} dir="auto" onChange={(event) => setWarning(event.target.value)} />
      )}
      <textarea
        ref={field}
        data-pane-focus=""
        className={css.text}
        data-frame={body.inReplyTo !== null || undefined}
        aria-label={composerText.text}
        placeholder={body.inReplyTo === null ? composerText.placeholder : composerText.replyPlaceholder}
        value={body.text}
        maxLength={100_000}
        lang={body.language ?? undefined}
        dir="auto"
        rows={4}
        onChange={(event) => compose.getState().change((before) => ({ ...before, text: event.target.value }))}
        onBlur={() => void compose.getState().flush()}
      />
      <div className={css.meters}>
        {shared.map((target) => (
          <Meter key={target.key} target={target} />
        ))}
      </div>
      {targets.length > 1 && shared.map((target) => <TooLong key={target.key} target={target} />)}
      {own.map((target) => (
        <OwnVersion key={target.key} target={target} />
      ))}
    </div>
  );
}

function TooLong({ target }: { readonly target: Target }) {
  const { body, measures } = useWriting();
  const { compose } = useStores();
  const measure = measures.get(target.key);
  if (measure === undefined || measure.used <= measure.limit) return null;
  return (
    <div className={css.over} data-colour={target.account?.colour ?? 0}>
      <StateIcon state="needs" />
      <span className={css.overWords}>
        <b>{composerText.allows(target.nickname, measure.limit)}</b> {composerText.othersStay}
      </span>
      <Button size="s" onClick={() => compose.getState().change((before) => withOverride(before, target.key, 'text', body.text))}>
        {composerText.shorten(target.nickname)}
      </Button>
    </div>
  );
}

function OwnVersion({ target }: { readonly target: Target }) {
  const { body } = useWriting();
  const { compose } = useStores();
  const field = useRef<HTMLTextAreaElement>(null);
  const overrides = body.targets.find(({ account }) => account === target.key)?.overrides ?? {};
  useEffect(() => writeOn(field.current), []);
  return (
    <section className={css.own} data-colour={target.account?.colour ?? 0} aria-label={composerText.ownVersion(target.nickname)}>
      <header className={css.ownHead}>
        <b>{composerText.ownVersion(target.nickname)}</b>
        <Button size="s" look="quiet" onClick={() => compose.getState().change((before) => withOverride(before, target.key, 'text', undefined))}>
          {composerText.ownEnd}
        </Button>
      </header>
      <textarea
        ref={field}
        className={css.text}
        aria-label={composerText.textFor(target.nickname)}
        value={overrides.text ?? ''}
        maxLength={100_000}
        lang={overrides.language ?? body.language ?? undefined}
        dir="auto"
        rows={2}
        onChange={(event) => compose.getState().change((before) => withOverride(before, target.key, 'text', event.target.value))}
        onBlur={() => void compose.getState().flush()}
      />
      <Meter target={target} />
    </section>
  );
}
