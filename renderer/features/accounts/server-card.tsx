import { ExternalLink, FlaskConical, Users } from 'lucide-react';
import type { ServerSummary } from '../../../electron/contract/servers.ts';
import { listed } from '../../text/time.ts';
import { softwareName, welcomeText } from '../../text/welcome.ts';
import { Button } from '../../ui/button.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './server-card.module.css';

/** What a server says of itself, so that a mistyped address is seen before anyone signs in there. */
export function ServerCard({ server }: { readonly server: ServerSummary }) {
  const { accounts, settings } = useStores();
  const mediaUrl = useMediaUrl();
  const here = useStoreValue(accounts, (state) => state.accounts).filter((account) => account.server.apiHost === server.apiHost && account.health.state !== 'signedOut');
  const title = server.title === '' ? server.domain : server.title;
  return (
    <article className={css.card}>
      {server.thumbnail !== null && <img className={css.picture} src={mediaUrl(server.thumbnail)} alt="" decoding="async" />}
      <div className={css.body}>
        <h3 className={css.title}>
          <bdi>{title}</bdi>
        </h3>
        {server.description !== '' && <p className={css.about}>{server.description}</p>}
        <ul className={css.facts}>
          <li>
            <b>{welcomeText.handleLooksLike(server.domain)}</b>
            {server.apiHost !== server.domain && <>, {welcomeText.apiElsewhere(server.apiHost)}</>}
          </li>
          <li>{welcomeText.software(softwareName(server.software), server.version)}</li>
          {server.activeUsers !== null && (
            <li>
              <Users size={13} aria-hidden="true" /> {welcomeText.people(server.activeUsers)}
            </li>
          )}
          {server.practice && (
            <li>
              <FlaskConical size={13} aria-hidden="true" /> {welcomeText.practiceServer}
            </li>
          )}
          {server.registrationsOpen === false && <li>{welcomeText.closed}</li>}
        </ul>
        {here.length > 0 && <p className={css.here}>{welcomeText.alreadyHere(listed(here.map(({ handle }) => `@${handle}`)))}</p>}
        {server.registrationsOpen === true && here.length === 0 && (
          <Button size="s" look="link" className={css.signUp ?? ''} onClick={() => void settings.getState().openLink(`https://${server.apiHost}/auth/sign_up`)}>
            <ExternalLink />
            {welcomeText.signUp(server.domain)}
          </Button>
        )}
      </div>
    </article>
  );
}
