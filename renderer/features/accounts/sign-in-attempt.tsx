import { Check, Copy, ExternalLink, LogIn } from 'lucide-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { SignInState } from '../../../electron/contract/accounts.ts';
import { errorWords } from '../../text/errors.ts';
import { welcomeText } from '../../text/welcome.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ErrorBox } from './error-box.tsx';
import css from './sign-in.module.css';

export function SignInAttempt({ attempt }: { readonly attempt: SignInState }) {
  const { signIn } = useStores();
  const cancel = (
    <Button look="quiet" onClick={() => void signIn.getState().cancel()}>
      {welcomeText.cancel}
    </Button>
  );
  switch (attempt.state) {
    case 'waiting':
      return <Waiting attempt={attempt} />;
    case 'finishing':
      return (
        <div className={css.form} role="status">
          <p className={css.running}>
            <Spinner /> {welcomeText.finishing}
          </p>
          <div>{cancel}</div>
        </div>
      );
    case 'failed':
      return (
        <div className={css.form} role="alert">
          <Step>{welcomeText.failedTitle}</Step>
          <ErrorBox words={errorWords(attempt.error)} />
          <div className={css.go}>
            <Button look="ink" onClick={() => void signIn.getState().begin('browser')}>
              {welcomeText.again}
            </Button>
            {cancel}
          </div>
        </div>
      );
    case 'done':
      return (
        <p className={css.running} role="status">
          <StateIcon state="done" /> {welcomeText.done}
        </p>
      );
  }
}

function Waiting({ attempt }: { readonly attempt: Extract<SignInState, { state: 'waiting' }> }) {
  const { signIn, settings } = useStores();
  const { check, busy, error } = useStoreValue(signIn, (state) => state);
  const domain = check.state === 'found' ? check.server.domain : '';
  const paste = attempt.mode === 'paste';
  return (
    <div className={css.form}>
      <div role="status" className={css.form}>
        <Step>
          <Spinner size={18} />
          {paste ? welcomeText.pasteTitle(domain) : welcomeText.waitingTitle(domain)}
        </Step>
        <p className={css.hint}>{paste ? welcomeText.pasteBody : welcomeText.waitingBody}</p>
      </div>
      <PageAddress url={attempt.authorizeUrl} />
      {paste && <CodeForm />}
      {error !== null && (
        <div role="alert">
          <ErrorBox words={errorWords(error)} />
        </div>
      )}
      <div className={css.go}>
        <Button onClick={() => void settings.getState().openLink(attempt.authorizeUrl)}>
          <ExternalLink />
          {welcomeText.openAgain}
        </Button>
        <Button look="quiet" onClick={() => void signIn.getState().cancel()}>
          {welcomeText.cancel}
        </Button>
      </div>
      {!paste && (
        <p className={css.hint}>
          <Button look="link" held={busy} onClick={() => void signIn.getState().begin('paste')}>
            {welcomeText.withCode}
          </Button>{' '}
          {welcomeText.codeHint}
        </p>
      )}
    </div>
  );
}

/** The button that led here is gone, so the focus goes on to what came of it. */
function Step({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h3 ref={heading} tabIndex={-1} className={css.step}>
      {children}
    </h3>
  );
}

function CodeForm() {
  const { signIn } = useStores();
  const busy = useStoreValue(signIn, (state) => state.busy);
  const [code, setCode] = useState('');
  const reasonId = useId();
  const empty = code.trim() === '';
  return (
    <form
      className={css.code}
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) void signIn.getState().submitCode(code);
      }}
    >
      <TextField label={welcomeText.code} value={code} autoComplete="off" spellCheck={false} autoFocus onChange={(event) => setCode(event.target.value)} />
      <Button type="submit" look="ink" held={empty || busy} aria-describedby={empty ? reasonId : undefined}>
        {busy ? <Spinner /> : <LogIn />}
        {welcomeText.finish}
      </Button>
      {empty && (
        <span id={reasonId} className={css.reason}>
          {welcomeText.heldNoCode}
        </span>
      )}
    </form>
  );
}

const copiedForMs = 2_000;

function PageAddress({ url }: { readonly url: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = window.setTimeout(() => setCopied(false), copiedForMs);
    return () => window.clearTimeout(timer);
  }, [copied]);
  return (
    <div className={css.address}>
      <TextField label={welcomeText.pageAddress} value={url} readOnly onFocus={(event) => event.target.select()} />
      <Button onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>
        {copied ? <Check /> : <Copy />}
        <span aria-live="polite">{copied ? welcomeText.copied : welcomeText.copy}</span>
      </Button>
    </div>
  );
}
