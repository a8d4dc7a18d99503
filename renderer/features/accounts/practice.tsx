import { FlaskConical } from 'lucide-react';
import { errorWords } from '../../text/errors.ts';
import { welcomeText } from '../../text/welcome.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ErrorBox } from './error-box.tsx';
import css from './practice.module.css';

/** A fediverse to try things in, and the plain truth about what it is. */
export function Practice() {
  const { signIn, accounts } = useStores();
  const practice = useStoreValue(signIn, (state) => state.practice);
  const running = useStoreValue(accounts, (state) => state.accounts.some(({ server }) => server.practice));
  if (running) return null;
  const starting = practice === 'starting';
  return (
    <section className={css.practice}>
      <h3>{welcomeText.practiceTitle}</h3>
      <p>{welcomeText.practiceBody}</p>
      {practice !== 'idle' && practice !== 'starting' && <ErrorBox words={errorWords(practice)} />}
      <div>
        <Button held={starting} onClick={() => void signIn.getState().startPractice()}>
          {starting ? <Spinner /> : <FlaskConical />}
          <span aria-live="polite">{starting ? welcomeText.practiceStarting : welcomeText.practice}</span>
        </Button>
      </div>
    </section>
  );
}
