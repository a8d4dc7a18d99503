import { AtSign, Bot, Copy as Copies, CornerUpLeft, Globe, House, Layers2, Lock, Moon, Repeat2, Users, type LucideIcon } from 'lucide-react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { Person, Status, Visibility } from '../../../electron/contract/statuses.ts';
import { actingText } from '../../text/acting.ts';
import { copiesText } from '../../text/copies.ts';
import { postText } from '../../text/post.ts';
import { age, fullTime } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useMinute } from '../../ui/use-now.ts';
import { useStores } from '../stores/index.tsx';
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
  /** How else the post came here. It takes no line of its own: one that comes late moves nothing. */
  readonly trace?: string | undefined;
}

/** Name, handle, account, time, visibility: one line. The handle is always there, with its domain: names can be borrowed. */
export function PostHead({ status, chips, avatarSize, trace }: PostHeadProps) {
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
        {trace !== undefined && (
          <span className={css.trace} data-tip={trace}>
            <Layers2 aria-hidden="true" />
            <span className="spoken">{trace}</span>
          </span>
        )}
        {chips.length > 0 && <Chips accounts={chips} />}
        {status.editedAt !== null && <EditedMark uri={status.uri} />}
        <Age at={status.createdAt} />
        <VisibilityIcon visibility={status.visibility} />
      </span>
    </header>
  );
}

/** Says that a post was edited, and opens what it said before. */
function EditedMark({ uri }: { readonly uri: Status['uri'] }) {
  const { postMenus } = useStores();
  return (
    <button type="button" className={css.edited} data-tip={actingText.openHistory} onClick={() => postMenus.getState().ask({ kind: 'history', uri })}>
      {postText.edited}
    </button>
  );
}

/** The accounts that posted this together. */
export function CopiesLine({ accounts }: { readonly accounts: readonly Account[] }) {
  return (
    <p className={css.via} data-copies="" data-tip={copiesText.badgeTip(accounts.map(({ nickname }) => cleanLine(nickname)))}>
      <Copies aria-hidden="true" />
      {copiesText.badge(accounts.length)} <Chips accounts={accounts} />
    </p>
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
