import { AtSign, Bot, CornerUpLeft, Globe, House, Lock, Moon, Repeat2, Users, type LucideIcon } from 'lucide-react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Person, Status, Visibility } from '../../../electron/contract/statuses.ts';
import { postText } from '../../text/post.ts';
import { age, fullTime } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useMinute } from '../../ui/use-now.ts';
import { PersonButton } from './person-button.tsx';
import css from './post-head.module.css';

const visibilityIcons: Readonly<Record<Visibility, LucideIcon>> = { public: Globe, unlisted: Moon, private: Lock, direct: AtSign, local: House, mutuals: Users };

export function VisibilityIcon({ visibility }: { readonly visibility: Visibility }) {
  const Icon = visibilityIcons[visibility];
  return (
    <span className={css.visibility} data-tip={postText.visibility[visibility]}>
      <Icon aria-hidden="true" />
      <span className="spoken">{postText.visibility[visibility]}</span>
    </span>
  );
}

/** A time that grows old by itself; the full date is in the tip. */
export function Age({ at }: { readonly at: number }) {
  const now = useMinute();
  return (
    <time dateTime={new Date(at).toISOString()} data-tip={fullTime(at, now)}>
      {age(at, now)}
    </time>
  );
}

export function Chips({ accounts }: { readonly accounts: readonly Account[] }) {
  return accounts.map((account) => <AccountChip key={account.key} size="s" colour={account.colour} nickname={account.nickname} handle={account.handle} />);
}

export function BoosterLine({ booster, at }: { readonly booster: Person; readonly at: number }) {
  return (
    <p className={css.booster}>
      <Repeat2 aria-hidden="true" />
      <span>
        <b>
          <PersonButton handle={booster.handle}>
            <PlainName name={booster.displayName} emojis={booster.emojis} orElse={booster.handle} />
          </PersonButton>
        </b>{' '}
        {postText.boosted} · <Age at={at} />
      </span>
    </p>
  );
}

export interface PostHeadProps {
  readonly status: Status;
  /** The accounts to name here: the one it reached; none where several are named below. */
  readonly chips: readonly Account[];
  readonly avatarSize?: number;
}

/** Name, handle, account, time, visibility: one line. The handle is always there, with its domain: names can be borrowed. */
export function PostHead({ status, chips, avatarSize }: PostHeadProps) {
  const { author } = status;
  return (
    <header className={css.head}>
      {avatarSize !== undefined && <Avatar path={author.avatarStatic ?? author.avatar} name={author.displayName || author.handle} size={avatarSize} />}
      <PersonButton handle={author.handle} className={css.name}>
        <PlainName name={author.displayName} emojis={author.emojis} orElse={author.handle} />
      </PersonButton>
      {author.bot && (
        <span className={css.bot} data-tip={postText.bot}>
          <Bot aria-hidden="true" />
          <span className="spoken">{postText.bot}</span>
        </span>
      )}
      <bdi className={css.handle} data-tip={`@${author.handle}`}>
        @{cleanLine(author.handle)}
      </bdi>
      <span className={css.meta}>
        {chips.length > 0 && <Chips accounts={chips} />}
        {status.editedAt !== null && <span className={css.edited}>{postText.edited}</span>}
        <Age at={status.createdAt} />
        <VisibilityIcon visibility={status.visibility} />
      </span>
    </header>
  );
}

export function ReplyLine({ handle }: { readonly handle: string }) {
  return (
    <p className={css.reply}>
      <CornerUpLeft aria-hidden="true" />
      {postText.replyTo} {handle === '' ? <bdi>a post</bdi> : <PersonButton handle={handle}><bdi>@{cleanLine(handle)}</bdi></PersonButton>}
    </p>
  );
}

export function ViaLine({ accounts }: { readonly accounts: readonly Account[] }) {
  return (
    <p className={css.via}>
      {postText.via(accounts.length)} <Chips accounts={accounts} />
    </p>
  );
}
