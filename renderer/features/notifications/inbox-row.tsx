import { BarChart3, Flag, Heart, LogOut, Megaphone, MessageSquareQuote, Pencil, Repeat2, Reply, ShieldAlert, Star, Sparkles, UserPlus, type LucideIcon } from 'lucide-react';
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { InboxEntry, NotificationType } from '../../../electron/contract/notifications.ts';
import type { Person, StatusView } from '../../../electron/contract/statuses.ts';
import { inboxText, spokenEntry } from '../../text/notifications.ts';
import { listed, spokenAge } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useMinute } from '../../ui/use-now.ts';
import { accountsOf, Age, Chips, ShieldReason, useAccounts, usePostActions } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { EntryDetail } from './entry-detail.tsx';
import css from './inbox-row.module.css';
import { QuotedLine } from './quoted-line.tsx';

const icons: Readonly<Record<NotificationType, LucideIcon>> = {
  mention: Reply,
  status: Megaphone,
  reblog: Repeat2,
  follow: UserPlus,
  follow_request: UserPlus,
  favourite: Star,
  reaction: Heart,
  poll: BarChart3,
  update: Pencil,
  quote: MessageSquareQuote,
  quoted_update: Pencil,
  move: LogOut,
  severed_relationships: ShieldAlert,
  moderation_warning: ShieldAlert,
  'admin.sign_up': UserPlus,
  'admin.report': Flag,
  unknown: Sparkles,
};

/** Types whose post is somebody's words to the person: shown to be read, with a way to answer. */
const spoken: ReadonlySet<NotificationType> = new Set(['mention', 'status', 'quote', 'update', 'quoted_update']);
const answerable: ReadonlySet<NotificationType> = new Set(['mention', 'quote']);
const facesShown = 6;

/** Both of two, two of a few, one of many: as a person would say it. */
function namesShown(known: number, count: number): number {
  return known > 1 && count <= 4 ? 2 : 1;
}

export interface InboxRowProps {
  readonly entry: InboxEntry;
  /** The row the Tab key stops at. */
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
}

/** One row: the kind, the people, what happened, the quoted words, an answer naming its account, the accounts it came to. */
export const InboxRow = memo(function InboxRow({ entry, isCurrent, onFocus }: InboxRowProps) {
  const actions = usePostActions();
  const accounts = accountsOf(useAccounts(), entry.received.map(({ account }) => account));
  const view = useEntryView(entry);
  const now = useMinute();
  const Icon = icons[entry.type];
  const reached = entry.received.map(({ account }) => account);
  const target = entry.uri === null ? null : { uri: entry.uri, reached };
  /** The empty ground of a row opens its thread; what can be pressed or selected in it keeps its own meaning. */
  const handleClick = (event: MouseEvent<HTMLElement>): void => {
    if (target === null || view === null || document.getSelection()?.isCollapsed === false) return;
    if (event.target instanceof Element && event.target.closest('button, a') !== null) return;
    actions.open(target);
  };
  const sentence = sentenceOf(entry, view, accounts);
  const tabIndex = isCurrent ? 0 : -1;
  return (
    // The keys of the post (Enter, r, b, f …) are bound once for the page: see `post-commands.ts`.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex
    <article
      className={css.row}
      tabIndex={tabIndex}
      data-inbox-row=""
      data-unread={entry.received.some(({ unread }) => unread) || undefined}
      data-opens={view !== null || undefined}
      {...(target === null || view === null ? {} : { 'data-post-uri': target.uri, 'data-post-reached': reached.join(' ') })}
      aria-label={spokenEntry(entry, sentence, spokenAge(entry.at, now), listed(accounts.map(({ nickname }) => nickname)))}
      onFocus={onFocus}
      onClick={handleClick}
    >
      <span className={css.icon}>
        <Icon aria-hidden="true" />
      </span>
      <div className={css.body}>
        <div className={css.faces}>
          {entry.people.slice(0, facesShown).map((person) => (
            <Face key={person.uri} person={person} />
          ))}
          <span className={css.age}>
            <Age at={entry.at} />
          </span>
        </div>
        <p className={css.line}>
          <Names entry={entry} /> <Deed entry={entry} view={view} accounts={accounts} />
        </p>
        {entry.shielded !== null && <ShieldReason verdict={entry.shielded} />}
        <EntryDetail entry={entry} />
        {view !== null && <QuotedLine view={view} reached={reached} isSpoken={spoken.has(entry.type)} />}
        {view === null && entry.uri !== null && <p className={css.gone}>{inboxText.gone}</p>}
        {view !== null && answerable.has(entry.type) && <Answer view={view} entry={entry} />}
        <div className={css.for}>
          <Chips accounts={accounts} />
        </div>
      </div>
    </article>
  );
});

function useEntryView(entry: InboxEntry): StatusView | null {
  const { statuses } = useStores();
  const known = useStoreValue(statuses, (state) => (entry.uri === null ? undefined : state.views.get(entry.uri)));
  const isRemoved = useStoreValue(statuses, (state) => entry.uri !== null && state.removed.has(entry.uri));
  return isRemoved ? null : (known ?? entry.view);
}

function Face({ person }: { readonly person: Person }) {
  return (
    <span data-tip={`${cleanLine(person.displayName, 80)} · @${cleanLine(person.handle)}`}>
      <Avatar path={person.avatarStatic ?? person.avatar} name={person.displayName || person.handle} size={26} />
    </span>
  );
}

function contextOf(entry: InboxEntry, view: StatusView | null, accounts: readonly Account[]) {
  const handles = new Set(accounts.map(({ handle }) => handle));
  const status = view?.status;
  const replyTo = status?.replyToHandle ?? null;
  return { isReply: replyTo !== null && handles.has(replyTo), isPrivate: status?.visibility === 'direct', isOwnPoll: entry.type === 'poll' && status !== undefined && handles.has(status.author.handle) };
}

function Names({ entry }: { readonly entry: InboxEntry }): ReactNode {
  const { people, count, type } = entry;
  if (inboxText.standsAlone(type, people.length)) return null;
  const shown = people.slice(0, namesShown(people.length, count));
  const others = count - shown.length;
  return (
    <>
      {shown.map((person, index) => (
        <span key={person.uri}>
          {index > 0 && (others > 0 ? ', ' : ` ${inboxText.and} `)}
          <b data-tip={`@${cleanLine(person.handle)}`}>
            <PlainName name={person.displayName} emojis={person.emojis} orElse={person.handle} />
          </b>
        </span>
      ))}
      {others > 0 && (
        <>
          {' '}
          {inboxText.and} <b>{inboxText.others(others)}</b>
        </>
      )}
    </>
  );
}

function Deed({ entry, view, accounts }: { readonly entry: InboxEntry; readonly view: StatusView | null; readonly accounts: readonly Account[] }): ReactNode {
  const { type, people, count } = entry;
  if (type === 'poll' || !inboxText.standsAlone(type, people.length)) return inboxText.deed(type, count > 1, contextOf(entry, view, accounts));
  return inboxText.nobody(type);
}

function sentenceOf(entry: InboxEntry, view: StatusView | null, accounts: readonly Account[]): string {
  const { type, people, count } = entry;
  if (inboxText.standsAlone(type, people.length)) return type === 'poll' ? inboxText.deed(type, false, contextOf(entry, view, accounts)) : inboxText.nobody(type);
  const [first] = people;
  const name = cleanLine(first?.displayName ?? '', 80) || (first?.handle ?? '');
  return `${count > 1 ? `${name} ${inboxText.and} ${inboxText.others(count - 1)}` : name} ${inboxText.deed(type, count > 1, contextOf(entry, view, accounts))}`;
}

function Answer({ view, entry }: { readonly view: StatusView; readonly entry: InboxEntry }) {
  const actions = usePostActions();
  const accounts = useAccounts();
  const reached = entry.received.map(({ account }) => account);
  const target = { uri: view.status.uri, reached };
  const actor = actions.actor(target) ?? accountsOf(accounts, reached)[0];
  if (actor === undefined) return null;
  return (
    <div className={css.actions}>
      <Button size="s" onClick={() => actions.reply(target, actor.key)}>
        <Reply aria-hidden="true" />
        {inboxText.replyAs(cleanLine(actor.nickname, 40))}
      </Button>
    </div>
  );
}
