import { ChevronRight, Link2, MessagesSquare } from 'lucide-react';
import { Fragment, memo, useMemo } from 'react';
import type { CatchUpView, Digest, DigestPost } from '../../../electron/contract/catch-up.ts';
import { rowsOf, type CatchUpRow } from '../../stores/catch-up-rows.ts';
import { catchUpText } from '../../text/catch-up.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { honestLink } from '../../ui/link-honesty.ts';
import { Older } from '../../ui/older.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { SkeinMark } from '../../ui/skein-mark.tsx';
import { filterVerdict, Post, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { BoostsCarousel } from './boosts-carousel.tsx';
import css from './catch-up.module.css';

const nothing: Readonly<Record<CatchUpView, string>> = { posts: catchUpText.none, authors: catchUpText.none, links: catchUpText.noLinks, threads: catchUpText.noThreads };

/** The digest as it was asked for. In the view of posts, what only came as boosts is folded into one row. */
export function Rows({ digest }: { readonly digest: Digest }) {
  const { catchUp } = useStores();
  const view = useStoreValue(catchUp, (state) => state.view);
  const drawn = useStoreValue(catchUp, (state) => state.drawn);
  const rows = useRows(digest, view);
  const boosted = view === 'posts' ? rows.flatMap(({ posts }) => posts.filter((post) => !post.isOwn)) : [];
  const listed = view === 'posts' ? rows.filter(({ posts }) => posts.some((post) => post.isOwn)) : rows;
  if (rows.length === 0) {
    return (
      <div className={css.empty} role="status">
        <p>{nothing[view]}</p>
        <p className={css.hint}>{catchUpText.noneHint}</p>
      </div>
    );
  }
  return (
    <>
      {boosted.length > 0 && <BoostsCarousel key={boosted.length} posts={boosted} />}
      <ul>
        {listed.slice(0, drawn).map((row) => (
          <li key={row.key} className={css.line}>
            {view === 'posts' ? <Posts posts={row.posts} /> : <Group row={row} view={view} />}
          </li>
        ))}
      </ul>
      {listed.length > drawn ? (
        <Older label={catchUpText.more} onReach={() => catchUp.getState().drawMore()} />
      ) : (
        <p className={css.note}>
          <SkeinMark size={16} /> {catchUpText.end}
        </p>
      )}
    </>
  );
}

/** Rows without the posts that a filter hides altogether. */
function useRows(digest: Digest, view: CatchUpView): readonly CatchUpRow[] {
  const { catchUp } = useStores();
  const order = useStoreValue(catchUp, (state) => state.orders[view]);
  const accounts = useAccounts();
  return useMemo(() => {
    const own = new Set(accounts.map(({ handle }) => handle));
    return rowsOf(digest, view, order, (post) => filterVerdict(post.view, post.reached, own, ['home'])?.action !== 'hide');
  }, [digest, view, order, accounts]);
}

const Posts = memo(function Posts({ posts }: { readonly posts: readonly DigestPost[] }) {
  return posts.map(({ view, reached, boosters, isOwn, at }) => <Post key={view.status.uri} view={view} reached={reached} booster={isOwn ? null : (boosters[0] ?? null)} at={at} />);
});

/** One line for what belongs together; pressed, the posts stand below it. */
function Group({ row, view }: { readonly row: CatchUpRow; readonly view: Exclude<CatchUpView, 'posts'> }) {
  const { catchUp } = useStores();
  const isUnfolded = useStoreValue(catchUp, (state) => state.unfolded.has(row.key));
  const people = new Set(row.posts.map((post) => post.view.status.author.handle)).size;
  const boosted = row.posts.filter(({ isOwn }) => !isOwn).length;
  return (
    <>
      <button type="button" className={css.group} aria-expanded={isUnfolded} data-row="" onClick={() => catchUp.getState().toggle(row.key)}>
        <GroupHead row={row} view={view} />
        <small className={css.summary}>{catchUpText.summary(row.posts.length, boosted, view === 'authors' ? null : people)}</small>
        <ChevronRight className={css.chevron} size={16} aria-hidden="true" />
      </button>
      {isUnfolded && (
        <div className={css.unfolded}>
          <Posts posts={view === 'threads' ? row.posts.toReversed() : row.posts} />
        </div>
      )}
    </>
  );
}

/** Names of those who take part in a thread; the others are counted. */
const mostNames = 3;

function GroupHead({ row: { posts, card }, view }: { readonly row: CatchUpRow; readonly view: Exclude<CatchUpView, 'posts'> }) {
  const authors = [...new Map(posts.map((post) => [post.view.status.author.handle, post.view.status.author])).values()].toReversed();
  const [author] = authors;
  if (view === 'links' && card !== null) {
    const host = honestLink(card.url, '')?.host ?? '';
    return (
      <>
        <Link2 className={css.sign} size={18} aria-hidden="true" />
        <b className={css.name}>
          <bdi>{cleanLine(card.title) || host}</bdi>
        </b>
        <span className={css.sub}>{host}</span>
      </>
    );
  }
  if (view === 'threads') {
    return (
      <>
        <MessagesSquare className={css.sign} size={18} aria-hidden="true" />
        <b className={css.name}>
          {authors.slice(0, mostNames).map(({ handle, displayName, emojis }, index) => (
            <Fragment key={handle}>
              {index > 0 && ', '}
              <PlainName name={displayName} emojis={emojis} orElse={handle} />
            </Fragment>
          ))}
          {authors.length > mostNames && catchUpText.others(authors.length - mostNames)}
        </b>
      </>
    );
  }
  return author === undefined ? null : (
    <>
      <span className={css.sign} aria-hidden="true">
        <Avatar path={author.avatarStatic ?? author.avatar} name={author.displayName || author.handle} size={30} />
      </span>
      <b className={css.name}>
        <PlainName name={author.displayName} emojis={author.emojis} orElse={author.handle} />
      </b>
      <bdi className={css.sub}>@{cleanLine(author.handle)}</bdi>
    </>
  );
}
