import { welcomeText } from '../../text/welcome.ts';
import { SkeinMark } from '../../ui/skein-mark.tsx';
import { Practice, SignIn } from '../accounts/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './welcome.module.css';

/** The first start: nothing but the way in. */
export function Welcome() {
  const { signIn } = useStores();
  const attempt = useStoreValue(signIn, (state) => state.attempt);
  return (
    <main className={css.page}>
      <section className={css.story}>
        <Strands />
        <p className={css.brand}>
          <SkeinMark size={30} />
          <b>Skein</b>
        </p>
        <h1 className={css.title}>{welcomeText.title}</h1>
        <p className={css.lead}>{welcomeText.lead}</p>
        <ul className={css.facts}>
          {welcomeText.facts.map((fact, index) => (
            <li key={fact} data-colour={[1, 2, 4][index]}>
              {fact}
            </li>
          ))}
        </ul>
      </section>
      <section className={css.way} aria-labelledby="way-in">
        <div className={css.panel}>
          <h2 id="way-in" className={css.ask}>
            {welcomeText.signInTitle}
          </h2>
          <SignIn />
          {attempt === null && <Practice />}
          <p className={css.footer}>{welcomeText.footer}</p>
        </div>
      </section>
    </main>
  );
}

/** Five strands that run together: what the app does, as a picture. */
function Strands() {
  return (
    <svg className={css.strands} viewBox="0 0 480 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true" fill="none" strokeWidth="3" strokeLinecap="round">
      {[1, 2, 3, 4, 5].map((colour, lane) => (
        <path key={colour} data-colour={colour} stroke="var(--c)" d={`M${40 + lane * 112} -20 C ${40 + lane * 112} 260, ${226 + lane * 14} 300, ${226 + lane * 14} 520 S ${226 + lane * 14} 800, ${226 + lane * 14} 920`} />
      ))}
    </svg>
  );
}
