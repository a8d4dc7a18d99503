import { BadgeCheck, Bot, Lock, MoveRight } from 'lucide-react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Profile } from '../../../electron/contract/people.ts';
import type { Person } from '../../../electron/contract/statuses.ts';
import { peopleText } from '../../text/people.ts';
import { fullTime } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { ServerHtml } from '../../ui/server-html.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './profile-head.module.css';
import { useOutsideLinks } from './use-person.ts';

export function ProfileHead({ profile, account }: { readonly profile: Profile; readonly account: AccountKey }) {
  const mediaUrl = useMediaUrl();
  const handleLink = useOutsideLinks();
  const { person, header, movedTo } = profile;
  return (
    <header>
      {header !== null && <img className={css.banner} src={mediaUrl(header)} alt="" decoding="async" draggable={false} />}
      <div className={css.head} data-banner={header !== null || undefined}>
        <span className={css.face}>
          <Avatar path={person.avatar} name={person.displayName || person.handle} size={72} />
        </span>
        <div className={css.names}>
          <h3 className={css.name}>
            <PlainName name={person.displayName} emojis={person.emojis} orElse={person.handle} />
          </h3>
          <bdi className={css.handle}>@{cleanLine(person.handle)}</bdi>
        </div>
      </div>
      {movedTo !== null && <Moved from={person} to={movedTo} account={account} />}
      <div className={css.words}>
        <Marks profile={profile} />
        {profile.note !== '' && (
          <div className={css.bio}>
            <ServerHtml html={profile.note} emojis={person.emojis} onLink={handleLink} />
          </div>
        )}
        <Fields profile={profile} />
        <Facts profile={profile} account={account} />
      </div>
    </header>
  );
}

function Moved({ from, to, account }: { readonly from: Person; readonly to: Person; readonly account: AccountKey }) {
  const { navigation } = useStores();
  return (
    <div className={css.moved}>
      <MoveRight aria-hidden="true" />
      <Avatar path={to.avatarStatic ?? to.avatar} name={to.displayName || to.handle} size={28} />
      <p>
        {peopleText.moved(cleanLine(from.displayName) || from.handle)} <b>@{cleanLine(to.handle)}</b>
      </p>
      <Button size="s" onClick={() => navigation.getState().open({ kind: 'person', handle: to.handle, account })}>
        {peopleText.openNew}
      </Button>
    </div>
  );
}

/** What is out of the ordinary about the profile. */
function Marks({ profile }: { readonly profile: Profile }) {
  const { person, memorial, suspended, limited } = profile;
  if (!person.bot && !person.locked && !memorial && !suspended && !limited) return null;
  return (
    <ul className={css.marks}>
      {person.bot && (
        <li>
          <Bot aria-hidden="true" /> {peopleText.bot}
        </li>
      )}
      {person.locked && (
        <li>
          <Lock aria-hidden="true" /> {peopleText.locked}
        </li>
      )}
      {memorial && <li>{peopleText.memorial}</li>}
      {suspended ? <li>{peopleText.suspended}</li> : limited && <li>{peopleText.limited}</li>}
    </ul>
  );
}

function Fields({ profile }: { readonly profile: Profile }) {
  const handleLink = useOutsideLinks();
  const now = useMinute();
  if (profile.fields.length === 0) return null;
  return (
    <dl className={css.fields}>
      {profile.fields.map((field, index) => (
        // Two fields may have the same name; their order is the person's own.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} data-verified={field.verifiedAt !== null || undefined}>
          <dt>
            <PlainName name={field.name} emojis={profile.person.emojis} orElse="·" />
          </dt>
          <dd>
            {field.verifiedAt !== null && (
              <span className={css.check} data-tip={peopleText.verified(fullTime(field.verifiedAt, now))}>
                <BadgeCheck aria-hidden="true" />
                <span className="spoken">{peopleText.verified(fullTime(field.verifiedAt, now))}</span>
              </span>
            )}
            <ServerHtml html={field.value} emojis={profile.person.emojis} onLink={handleLink} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Facts({ profile, account }: { readonly profile: Profile; readonly account: AccountKey }) {
  const { accounts, settings } = useStores();
  const showCounts = useStoreValue(settings, (state) => state.settings.showCounts);
  const server = useStoreValue(accounts, (state) => state.accounts.find(({ key }) => key === account)?.server.domain);
  const { counts, createdAt } = profile;
  return (
    <p className={css.facts}>
      {showCounts && (['statuses', 'following', 'followers'] as const).map((key) => {
        const number = counts[key];
        return number === null ? null : <span key={key}>{peopleText.counts[key](number)}</span>;
      })}
      {createdAt !== null && <span>{peopleText.joined(createdAt)}</span>}
      {server !== undefined && <span>{peopleText.toldBy(server)}</span>}
    </p>
  );
}
