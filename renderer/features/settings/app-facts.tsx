import { secretStorageWords, settingsText } from '../../text/settings.ts';
import { SkeinMark } from '../../ui/skein-mark.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './settings.module.css';

/** What lies where on this computer, and how well it is kept. */
export function StorageFacts() {
  const { settings } = useStores();
  const info = useStoreValue(settings, (state) => state.info);
  if (info === null) return null;
  const secrets = secretStorageWords(info.secretStorage);
  return (
    <>
      <dl className={css.facts}>
        <dt>{settingsText.dataDir}</dt>
        <dd>
          <code>{info.dataDir}</code>
          <p className={css.hint}>{settingsText.dataHint}</p>
        </dd>
        {info.stateMovedAside !== null && (
          <>
            <dt>{settingsText.damagedTitle}</dt>
            <dd>
              <code>{info.stateMovedAside.path}</code>
              <p className={css.secret} data-weak>
                <StateIcon state="needs" size={14} />
                <span>{settingsText.damagedAbout(info.stateMovedAside)}</span>
              </p>
            </dd>
          </>
        )}
        <dt>{settingsText.tokens}</dt>
        <dd>
          {info.secretStorage.kind === 'file' ? <code>{secrets.where}</code> : <span>{secrets.where}</span>}
          <p className={css.secret} data-weak={secrets.isWeak || undefined}>
            <StateIcon state={secrets.isWeak ? 'needs' : 'done'} size={14} />
            <span>{secrets.about}</span>
          </p>
        </dd>
      </dl>
      <p className={css.hint}>{settingsText.noServer}</p>
    </>
  );
}

export function AboutFacts() {
  const { settings } = useStores();
  const info = useStoreValue(settings, (state) => state.info);
  if (info === null) return null;
  return (
    <div className={css.about}>
      <SkeinMark size={30} />
      <div>
        <p>
          <b>{settingsText.version(info.version)}</b> {settingsText.host(info.host, info.platform)}
        </p>
        <p className={css.hint}>{settingsText.licence}</p>
      </div>
    </div>
  );
}
