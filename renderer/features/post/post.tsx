import { memo, use, useMemo, type MouseEvent, type ReactNode, type Ref } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Person, StatusView } from '../../../electron/contract/statuses.ts';
import { postText } from '../../text/post.ts';
import { listed, spokenAge } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { filterVerdict } from './filter-verdict.ts';
import { useShieldVerdict } from './use-shield-verdict.ts';
import { PostActionsBar } from './post-actions-bar.tsx';
import { PostContent } from './post-content.tsx';
import { PersonButton } from './person-button.tsx';
import { BoosterLine, CopiesLine, PostHead, ReplyLine, ViaLine } from './post-head.tsx';
import css from './post.module.css';
import { FilteredStub, ShieldedStub } from './stubs.tsx';
import { useLinked } from './use-copies.ts';
import { accountsOf, FilteredAs, useAccounts, useMerged, usePostActions, useView } from './use-post.ts';

export interface PostProps {
  readonly view: StatusView;
  /** Accounts whose timeline brought it; in a thread, those that know it. */
  readonly reached: readonly AccountKey[];
  readonly booster?: Person | null;
  /** When it was boosted here, epoch ms. */
  readonly at?: number;
  /** How else the post came, in words: read aloud, and in the tip of a small sign. */
  readonly trace?: string;
  /** Drawn in the margin: the strands. Hidden from screen readers, which hear the accounts in the name. */
  readonly gutter?: ReactNode;
  readonly tabIndex?: number;
  readonly position?: { readonly index: number; readonly size: number };
  readonly articleRef?: Ref<HTMLElement>;
}

/** Life of a status, hop 8/8: the component draws it. One post in a list. */
export const Post = memo(function Post({ view: given, reached, booster = null, at, trace, gutter, tabIndex = 0, position, articleRef }: PostProps) {
  const { statuses, reveals } = useStores();
  const view = useView(given);
  const accounts = useAccounts();
  const now = useMinute();
  const actions = usePostActions();
  const { status } = view;
  const isGone = useStoreValue(statuses, (state) => state.removed.has(status.uri));
  const isRevealed = useStoreValue(reveals, (state) => state.filter.has(status.uri));
  const linked = useLinked(status.uri);
  const merged = useMerged() && accounts.length > 1;
  const target = useMemo(() => ({ uri: status.uri, reached }), [status.uri, reached]);
  const contexts = use(FilteredAs);
  const verdict = useMemo(() => filterVerdict(view, reached, new Set(accounts.map(({ handle }) => handle)), contexts), [view, reached, accounts, contexts]);
  const reachedAccounts = accountsOf(accounts, reached);
  const shielded = useShieldVerdict(view, reached, booster);
  const filtered = verdict !== null && verdict.action !== 'blur' ? verdict : null;
  const stubbed = (filtered !== null || shielded !== null) && !isRevealed;

  /** The empty ground of a post opens its thread; what can be pressed or selected in it keeps its own meaning. */
  const handleClick = (event: MouseEvent<HTMLElement>): void => {
    if (event.target instanceof Element && event.target.closest('a, button, input, label, video, audio, [popover]') !== null) return;
    if (document.getSelection()?.isCollapsed === false) return;
    actions.open(target);
  };

  return (
    // The keys of the post (Enter, r, b, f …) are bound once for the page: see `post-commands.ts`.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex
    <article
      ref={articleRef}
      className={stubbed || isGone ? `${css.post} ${css.slim}` : css.post}
      data-gutter={gutter !== undefined || undefined}
      data-post-uri={status.uri}
      data-post-reached={reached.join(' ')}
      tabIndex={tabIndex}
      aria-label={nameOf(view, reachedAccounts.map(({ nickname }) => nickname), booster, now)}
      aria-posinset={position?.index}
      aria-setsize={position?.size}
      onClick={stubbed || isGone ? undefined : handleClick}
    >
      {gutter}
      {isGone ? (
        <p className={css.gone}>{postText.gone}</p>
      ) : stubbed && filtered !== null ? (
        <FilteredStub verdict={filtered} onShow={() => reveals.getState().toggle('filter', status.uri)} />
      ) : stubbed && shielded !== null ? (
        <ShieldedStub verdict={shielded} onShow={() => reveals.getState().toggle('filter', status.uri)} />
      ) : (
        <>
          {booster !== null && <BoosterLine booster={booster} at={at ?? status.createdAt} />}
          <PersonButton handle={status.author.handle} silent>
            <Avatar path={status.author.avatarStatic ?? status.author.avatar} name={status.author.displayName || status.author.handle} size={36} />
          </PersonButton>
          <div className={css.body}>
            <PostHead status={status} chips={linked === undefined && merged && reachedAccounts.length === 1 ? reachedAccounts : []} trace={trace} />
            {status.replyToHandle !== null && <ReplyLine handle={status.replyToHandle} />}
            {linked !== undefined ? <CopiesLine accounts={accountsOf(accounts, linked.copies.map(({ account }) => account))} /> : merged && reachedAccounts.length > 1 && <ViaLine accounts={reachedAccounts} />}
            <PostContent view={view} target={target} blurred={verdict?.action === 'blur'} />
            <PostActionsBar view={view} target={target} />
          </div>
        </>
      )}
    </article>
  );
});

/** "Jule Petersen, 22 minutes ago, reached Home and Bird count": who, when, and how it came. */
function nameOf({ status }: StatusView, nicknames: readonly string[], booster: Person | null, now: number): string {
  const name = (person: Person): string => cleanLine(person.displayName) || person.handle;
  const parts = [name(status.author), spokenAge(status.createdAt, now)];
  if (booster !== null) parts.push(`boosted by ${name(booster)}`);
  if (nicknames.length > 0) parts.push(`reached ${listed(nicknames)}`);
  return parts.join(', ');
}
