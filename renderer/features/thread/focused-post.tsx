import { Pencil } from 'lucide-react';
import { useMemo } from 'react';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import { actingText } from '../../text/acting.ts';
import { postText } from '../../text/post.ts';
import { threadText } from '../../text/thread.ts';
import { fullTime } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { useMinute } from '../../ui/use-now.ts';
import { accountsOf, Chips, CopiesLine, PersonButton, PostActionsBar, PostContent, useAccounts, useCountsTogether, useLinked, useView, VisibilityIcon } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './focused-post.module.css';

/** The opened post, to be read: large text, the full date, who of the person's accounts knows it, counts in words. */
export function FocusedPost({ view: given, hasAncestors }: { readonly view: StatusView; readonly hasAncestors: boolean }) {
  const { settings, postMenus } = useStores();
  const view = useView(given);
  const accounts = useAccounts();
  const now = useMinute();
  const showCounts = useStoreValue(settings, (state) => state.settings.showCounts);
  const { status, marks } = view;
  const { author } = status;
  const counts = useCountsTogether(view);
  const linked = useLinked(status.uri);
  const target = useMemo(() => ({ uri: status.uri, reached: marks.map(({ account }) => account) }), [status.uri, marks]);
  const knowing = accountsOf(accounts, target.reached);
  const name = cleanLine(author.displayName) || author.handle;
  return (
    // Its keys are bound once for the page; it takes the focus as every post of a list does.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <article className={css.post} data-focused-post="" data-thread-line={hasAncestors || undefined} data-post-uri={status.uri} data-post-reached={target.reached.join(' ')} tabIndex={0} aria-label={threadText.focused(name)}>
      <header className={css.author}>
        <PersonButton handle={author.handle} silent>
          <Avatar path={author.avatar} name={name} size={44} />
        </PersonButton>
        <div className={css.names}>
          <b className={css.name}>
            <PersonButton handle={author.handle}>
              <PlainName name={author.displayName} emojis={author.emojis} orElse={author.handle} />
            </PersonButton>
          </b>
          <bdi className={css.handle}>@{cleanLine(author.handle)}</bdi>
        </div>
      </header>
      {linked !== undefined && <CopiesLine accounts={accountsOf(accounts, linked.copies.map(({ account }) => account))} />}
      <PostContent view={view} target={target} blurred={false} large />
      <p className={css.facts}>
        <time dateTime={new Date(status.createdAt).toISOString()}>{fullTime(status.createdAt, now)}</time>
        <VisibilityIcon visibility={status.visibility} />
        {status.editedAt !== null && (
          <button type="button" className={css.edited} data-tip={actingText.openHistory} onClick={() => postMenus.getState().ask({ kind: 'history', uri: status.uri })}>
            <Pencil aria-hidden="true" />
            {threadText.edited(fullTime(status.editedAt, now))}
          </button>
        )}
        {status.application !== null && <span>{cleanLine(status.application, 60)}</span>}
        {accounts.length > 1 && knowing.length > 0 && (
          <span className={css.reached}>
            {threadText.reached} <Chips accounts={knowing} />
          </span>
        )}
      </p>
      <div className={css.foot}>
        {showCounts && (
          <ul className={css.counts}>
            {(['replies', 'reblogs', 'favourites', 'quotes'] as const).filter((key) => counts[key] > 0).map((key) => (
              <li key={key}>{postText.counts[key](counts[key])}</li>
            ))}
          </ul>
        )}
        <PostActionsBar view={view} target={target} />
      </div>
    </article>
  );
}
