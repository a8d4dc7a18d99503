import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DigestPost } from '../../../electron/contract/catch-up.ts';
import { catchUpText } from '../../text/catch-up.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Post } from '../post/index.tsx';
import css from './catch-up.module.css';

const drawnAtOnce = 12;

/** Many boosts in one row that is moved sideways, so that they do not stand between what people wrote. */
export function BoostsCarousel({ posts }: { readonly posts: readonly DigestPost[] }) {
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const strip = useRef<HTMLUListElement>(null);
  const turn = (by: 1 | -1): void => {
    const box = strip.current;
    box?.scrollBy({ left: by * box.clientWidth * 0.8, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
  };
  return (
    <section className={css.boosts} aria-label={catchUpText.boosts(posts.length)}>
      <div className={css.boostsHead}>
        <h3>{catchUpText.boosts(posts.length)}</h3>
        {posts.length > 1 && (
          <>
            <IconButton size="s" label={catchUpText.earlier} onClick={() => turn(-1)}>
              <ChevronLeft />
            </IconButton>
            <IconButton size="s" label={catchUpText.later} onClick={() => turn(1)}>
              <ChevronRight />
            </IconButton>
          </>
        )}
      </div>
      <ul ref={strip} className={css.strip}>
        {posts.slice(0, drawn).map(({ view, reached, boosters, at }) => (
          <li key={view.status.uri}>
            <Post view={view} reached={reached} booster={boosters[0] ?? null} at={at} />
          </li>
        ))}
        {posts.length > drawn && (
          <li className={css.further}>
            <Button onClick={() => setDrawn(drawn + drawnAtOnce)}>{catchUpText.more}</Button>
          </li>
        )}
      </ul>
    </section>
  );
}
