import { ArrowUp } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Person } from '../../../electron/contract/statuses.ts';
import type { TimelineEntry } from '../../../electron/contract/timelines.ts';
import { collapseCopies } from '../../stores/collapse-copies.ts';
import { comparePlaces, countUnseen, type Column } from '../../stores/timeline-column.ts';
import { timelineText } from '../../text/timeline.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { SkeinMark } from '../../ui/skein-mark.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './new-posts-bar.module.css';

const mostFaces = 3;
const doneMs = 4_000;
/** A count that changes every second must not be spoken every second. */
const speakEveryMs = 30_000;

/** How many posts stand above, unseen, and who wrote them. It lies over the list and never moves it. */
export function NewPostsBar({ column: whole, onShow }: { readonly column: Column; readonly onShow: () => void }) {
  const linked = useStoreValue(useStores().copies, (state) => state.linked);
  // The second copy of a post is no news: it stands in the row of the first.
  const column = useMemo(() => ({ ...whole, shown: collapseCopies(whole.shown, linked, []) }), [whole, linked]);
  const unseen = countUnseen(column);
  const isDone = useJustDone(unseen);
  return (
    <>
      <Spoken count={unseen} />
      {isDone && (
        <p className={css.done} role="status">
          <SkeinMark size={14} /> {timelineText.done}
        </p>
      )}
      {unseen > 0 && (
        <button type="button" className={css.bar} onClick={onShow}>
          <ArrowUp aria-hidden="true" />
          {timelineText.newPosts(unseen)}
          <span className={css.faces} aria-hidden="true">
            {facesAbove(column).map((person) => (
              <Avatar key={person.handle} path={person.avatarStatic ?? person.avatar} name={person.displayName || person.handle} size={18} round />
            ))}
          </span>
          <Kbd keys="." />
        </button>
      )}
    </>
  );
}

/** For a moment after the last new post was seen. */
function useJustDone(unseen: number): boolean {
  const [shown, setShown] = useState(false);
  const before = useRef(unseen);
  useEffect(() => {
    const finished = before.current > 0 && unseen === 0;
    before.current = unseen;
    if (!finished) {
      const hide = window.setTimeout(() => setShown(false), 0);
      return () => window.clearTimeout(hide);
    }
    const show = window.setTimeout(() => setShown(true), 0);
    const hide = window.setTimeout(() => setShown(false), doneMs);
    return () => {
      window.clearTimeout(show);
      window.clearTimeout(hide);
    };
  }, [unseen]);
  return shown && unseen === 0;
}

function facesAbove({ shown, seenTop }: Column): readonly Person[] {
  const faces = new Map<string, Person>();
  const isUnseen = (entry: TimelineEntry): boolean => seenTop !== null && comparePlaces(entry, seenTop) > 0;
  for (const entry of shown) {
    if (faces.size === mostFaces || !isUnseen(entry)) break;
    if (entry.kind === 'status') faces.set(entry.view.status.author.handle, entry.booster ?? entry.view.status.author);
  }
  return [...faces.values()];
}

function Spoken({ count }: { readonly count: number }) {
  const [words, setWords] = useState('');
  const lastAt = useRef(0);
  useEffect(() => {
    if (count === 0) return;
    const wait = Math.max(0, lastAt.current + speakEveryMs - Date.now());
    const timer = window.setTimeout(() => {
      lastAt.current = Date.now();
      setWords(timelineText.newPosts(count));
    }, wait);
    return () => window.clearTimeout(timer);
  }, [count]);
  return (
    <span className="spoken" aria-live="polite">
      {words}
    </span>
  );
}
