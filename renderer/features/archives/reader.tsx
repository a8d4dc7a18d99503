import { useEffect, useRef, useState } from 'react';
import type { ArchiveInfo, ArchivePost } from '../../../electron/contract/archives.ts';
import type { AppError } from '../../../electron/contract/index.ts';
import { archiveText } from '../../text/archives.ts';
import { errorText } from '../../text/errors.ts';
import { Older } from '../../ui/older.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores } from '../stores/index.tsx';
import { ArchivedPost } from './archived-post.tsx';
import css from './archives.module.css';

/** Between the last key and the search. */
const typingMs = 200;
const pageSize = 40;

/** The posts of an archive, newest first, all or those that have the words. */
export function Reader({ archive }: { readonly archive: ArchiveInfo }) {
  const [words, setWords] = useState('');
  const { posts, found, error, loading, hasMore, more } = useFound(archive.id, words);
  return (
    <div className={css.scroll} data-scroller="">
      <div className={css.search}>
        <TextField label={archiveText.search} labelHidden type="search" placeholder={archiveText.search} value={words} maxLength={500} data-pane-focus="" onChange={({ currentTarget }) => setWords(currentTarget.value)} />
        <p className={css.small} role="status">
          {found === null ? '' : words.trim() === '' && found === 0 ? archiveText.noPosts : found === 0 ? archiveText.nothingFound : archiveText.found(found)}
        </p>
      </div>
      {error !== null && (
        <p className={css.warning} role="alert">
          <StateIcon state="blocked" /> {errorText(error)}
        </p>
      )}
      <ol className={css.posts}>
        {posts.map((post) => (
          <ArchivedPost key={post.position} post={post} />
        ))}
      </ol>
      {loading && <Spinner />}
      {hasMore && !loading && <Older label={archiveText.older} onReach={more} />}
    </div>
  );
}

interface Found {
  readonly posts: readonly ArchivePost[];
  /** Null until the first page is here. */
  readonly found: number | null;
  readonly next: number | null;
  readonly error: AppError | null;
}

const nothingYet: Found = { posts: [], found: null, next: null, error: null };

function useFound(id: string, words: string) {
  const { archives } = useStores();
  const [state, setState] = useState(nothingYet);
  const [loading, setLoading] = useState(true);
  /** Answers of an older search are not taken. */
  const search = useRef(0);
  const load = async (wanted: { readonly id: string; readonly words: string }, of: number, after: number | null): Promise<void> => {
    setLoading(true);
    const page = await archives.getState().posts({ ...wanted, after, limit: pageSize });
    if (search.current !== of) return;
    setLoading(false);
    setState((before) => {
      const posts = after === null ? [] : before.posts;
      if (!page.ok) return { ...before, posts, next: null, error: page.error };
      return { posts: [...posts, ...page.value.posts], found: page.value.found, next: page.value.next, error: null };
    });
  };
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    search.current += 1;
    const of = search.current;
    const waiting = setTimeout(() => void latest.current({ id, words }, of, null), words === '' ? 0 : typingMs);
    return () => clearTimeout(waiting);
  }, [id, words]);
  const more = (): void => {
    if (!loading && state.next !== null) void load({ id, words }, search.current, state.next);
  };
  return { ...state, loading, hasMore: state.next !== null, more };
}
