import { ArrowRight } from 'lucide-react';
import { useEffect, useId, useRef, type FormEvent } from 'react';
import type { ServerCheck } from '../../stores/accounts-sign-in.ts';
import { errorWords } from '../../text/errors.ts';
import { welcomeText } from '../../text/welcome.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ErrorBox } from './error-box.tsx';
import { ServerCard } from './server-card.tsx';
import { SignInAttempt } from './sign-in-attempt.tsx';
import css from './sign-in.module.css';

/** From an address to a signed-in account; the same at the first start and for every further account. */
export function SignIn() {
  const { signIn } = useStores();
  const attempt = useStoreValue(signIn, (state) => state.attempt);
  return attempt === null ? <AddressForm /> : <SignInAttempt attempt={attempt} />;
}

/** Why the button is held, or null where it may be pressed. */
function heldReason(address: string, check: ServerCheck): string | null {
  if (address.trim() === '') return welcomeText.heldEmpty;
  if (check.state === 'checking') return welcomeText.heldChecking(check.address);
  return check.state === 'failed' ? welcomeText.heldFailed : null;
}

function AddressForm() {
  const { signIn } = useStores();
  const { address, check, busy, error, suggestions } = useStoreValue(signIn, (state) => state);
  const field = useRef<HTMLInputElement>(null);
  const reasonId = useId();
  const held = heldReason(address, check);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (address.trim() === '' || busy) return;
    if (check.state !== 'found') await signIn.getState().choose(address);
    if (signIn.getState().check.state === 'found') await signIn.getState().begin('browser');
  };

  return (
    <div className={css.form}>
      <form className={css.form} onSubmit={(event) => void submit(event)}>
        <TextField
          ref={field}
          data-pane-focus=""
          label={welcomeText.address}
          hint={welcomeText.addressHint}
          placeholder={welcomeText.placeholder}
          value={address}
          maxLength={512}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          inputMode="url"
          onChange={(event) => signIn.getState().type(event.target.value)}
          after={check.state === 'checking' ? <Spinner /> : check.state === 'found' ? <StateIcon state="done" /> : undefined}
        />
        <div aria-live="polite">
          {check.state === 'checking' && <p className="spoken">{welcomeText.checking(check.address)}</p>}
          {check.state === 'found' && <ServerCard server={check.server} />}
          {check.state === 'failed' && <ErrorBox words={errorWords(check.error)} onRetry={() => void signIn.getState().choose(address)} />}
          {error !== null && <ErrorBox words={errorWords(error)} />}
        </div>
        <div className={css.go}>
          <Button type="submit" look="ink" size="l" held={held !== null || busy} aria-describedby={held === null ? undefined : reasonId}>
            {busy ? <Spinner /> : null}
            {check.state === 'found' ? welcomeText.continueTo(check.server.domain) : welcomeText.continue}
            {!busy && <ArrowRight />}
          </Button>
          {held !== null && (
            <span id={reasonId} className={css.reason}>
              {held}
            </span>
          )}
        </div>
      </form>
      {suggestions.length > 0 && check.state !== 'found' && (
        <section className={css.suggestions}>
          <h3>{welcomeText.suggestions}</h3>
          <p className={css.hint}>{welcomeText.suggestionsHint}</p>
          <ul>
            {suggestions.map(({ host, about }) => (
              <li key={host}>
                <button type="button" className={css.suggestion} onClick={() => void signIn.getState().choose(host).then(() => field.current?.focus())}>
                  <b>{host}</b>
                  <span>{about}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
