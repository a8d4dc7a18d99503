import { useEffect, useRef, useState } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { ProfileTab } from '../../../electron/contract/people.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Post } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './profile-posts.module.css';
import { usePerson } from './use-person.ts';

const tabs = (['posts', 'replies', 'media', 'pinned'] as const).map((value) => ({ value, label: peopleText.tabs[value] }));

/** What one account's server has of the person's posts, newest first. */
export function ProfilePosts({ handle, account }: { readonly handle: string; readonly account: AccountKey }) {
  const { people, accounts } = useStores();
  const [tab, setTab] = useState<ProfileTab>('posts');
  const list = usePerson(handle)?.lists[tab];
  const server = useStoreValue(accounts, (state) => state.accounts.find(({ key }) => key === account)?.server.domain ?? '');
  const isMissing = list === undefined;
  const load = (): void => void people.getState().loadLines(handle, tab);
  useEffect(() => {
    if (isMissing) void people.getState().loadLines(handle, tab);
  }, [people, handle, tab, isMissing]);
  const isElsewhere = !handle.toLowerCase().endsWith(`@${server}`);
  return (
    <section className={css.posts} aria-label={peopleText.tabs.posts}>
      <div className={css.tabs}>
        <Segmented label={peopleText.tabsLabel} value={tab} options={tabs} onChange={setTab} />
      </div>
      {list?.lines.map(({ id, at, booster, view }) => (
        <div key={id} className={css.line}>
          <Post view={view} reached={view.marks.map((mark) => mark.account)} booster={booster} at={at} />
        </div>
      ))}
      {(isMissing || list.loading) && (
        <p className={css.note} role="status">
          <Spinner size={14} /> {peopleText.listLoading}
        </p>
      )}
      {list !== undefined && !list.loading && list.error !== null && (
        <div className={css.note} role="alert">
          <span>{errorText(list.error)}</span>
          <Button size="s" onClick={load}>
            {peopleText.tryAgain}
          </Button>
        </div>
      )}
      {list !== undefined && !list.loading && list.error === null && (list.cursor === null ? <p className={css.note}>{endWords(tab, list.lines.length, isElsewhere ? server : null)}</p> : <Older onReach={load} />)}
    </section>
  );
}

function endWords(tab: ProfileTab, lines: number, askedServer: string | null): string {
  const empty = lines === 0 ? peopleText.empty[tab] : '';
  return askedServer === null || tab === 'pinned' ? empty : `${empty} ${peopleText.end(askedServer)}`.trim();
}

/** Asks for older posts as the reader comes near; a button for those who come by key. */
function Older({ onReach }: { readonly onReach: () => void }) {
  const box = useRef<HTMLParagraphElement>(null);
  const reach = useRef(onReach);
  useEffect(() => {
    reach.current = onReach;
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && reach.current(), { root: element.closest('[data-scroller]'), rootMargin: '600px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <p ref={box} className={css.note}>
      <Button size="s" onClick={onReach}>
        {peopleText.older}
      </Button>
    </p>
  );
}
