import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { PersonState } from '../../stores/people.ts';
import { peopleText } from '../../text/people.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { placeBeside } from '../../ui/place-beside.ts';
import { ServerHtml } from '../../ui/server-html.tsx';
import { metBy, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './person-card.module.css';
import { useOutsideLinks, usePerson } from './use-person.ts';

const openAfterMs = 600;
/** Long enough to cross the gap between a name and its card. */
const closeAfterMs = 200;

interface Pointed {
  readonly anchor: HTMLElement;
  readonly handle: string;
  readonly account: AccountKey | null;
}

/** Mounted once. Only for pointers, and never the only way to anything: the name it hangs at opens the whole profile. */
export function PersonCard() {
  const { settings } = useStores();
  return useStoreValue(settings, (state) => state.settings.hoverCards) ? <Card /> : null;
}

function Card() {
  const { people } = useStores();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const box = useRef<HTMLDivElement>(null);
  usePointing(box, (next) => {
    setPointed(next);
    if (next !== null) void people.getState().glance(next.handle, next.account);
  });
  const person = usePerson(pointed?.handle ?? '');
  const isShown = pointed !== null && person?.profile.state === 'ready';
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || !isShown || !pointed.anchor.isConnected) return;
    element.showPopover();
    placeBeside(element, pointed.anchor.getBoundingClientRect(), { gap: 6, align: 'start' });
    return () => element.hidePopover();
  }, [pointed, isShown]);
  return (
    <div ref={box} popover="manual" className={css.card} data-person-card="" aria-hidden="true">
      {isShown && <CardContent person={person} />}
    </div>
  );
}

function CardContent({ person }: { readonly person: PersonState }) {
  const { settings } = useStores();
  const accounts = useAccounts();
  const handleLink = useOutsideLinks();
  const showCounts = useStoreValue(settings, (state) => state.settings.showCounts);
  if (person.profile.state !== 'ready') return null;
  const { person: who, note, counts } = person.profile.profile;
  const names = (fits: (follow: string, followedBy: boolean) => boolean): readonly string[] =>
    accounts.flatMap(({ key, nickname }) => {
      const state = person.relations.get(key);
      return state?.state === 'known' && fits(state.relation.follow, state.relation.followedBy) ? [cleanLine(nickname)] : [];
    });
  const followed = names((follow) => follow === 'following');
  const follows = names((_follow, followedBy) => followedBy);
  return (
    <>
      <div className={css.head}>
        <Avatar path={who.avatarStatic ?? who.avatar} name={who.displayName || who.handle} size={44} />
        <div className={css.names}>
          <b>
            <PlainName name={who.displayName} emojis={who.emojis} orElse={who.handle} />
          </b>
          <bdi>@{cleanLine(who.handle)}</bdi>
        </div>
      </div>
      {note !== '' && (
        <div className={css.bio} inert>
          <ServerHtml html={note} emojis={who.emojis} onLink={handleLink} />
        </div>
      )}
      {(followed.length > 0 || follows.length > 0) && (
        <p className={css.relation}>
          {followed.length > 0 && <span>{peopleText.followedAs(followed)}</span>}
          {follows.length > 0 && <span>{peopleText.followsYou(follows)}</span>}
        </p>
      )}
      {showCounts && (
        <p className={css.counts}>
          {(['statuses', 'following', 'followers'] as const).map((key) => {
            const number = counts[key];
            return number === null ? null : <span key={key}>{peopleText.counts[key](number)}</span>;
          })}
        </p>
      )}
    </>
  );
}

/** Whom the pointer rests on. The card may be entered; Esc, scrolling and pressing put it away. */
function usePointing(box: { readonly current: HTMLElement | null }, onChange: (pointed: Pointed | null) => void): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    let timer = 0;
    let current: HTMLElement | null = null;
    const later = (anchor: HTMLElement | null, afterMs: number, run: () => void): void => {
      window.clearTimeout(timer);
      current = anchor;
      timer = window.setTimeout(run, afterMs);
    };
    const handleOver = (event: PointerEvent): void => {
      if (event.pointerType === 'touch' || !(event.target instanceof Element)) return;
      if (box.current?.contains(event.target)) return window.clearTimeout(timer);
      const anchor = event.target.closest<HTMLElement>('[data-person]');
      const handle = anchor?.dataset['person'] ?? '';
      if (anchor !== null && anchor === current) return;
      if (anchor === null || handle === '') return later(null, closeAfterMs, () => latest.current(null));
      later(anchor, openAfterMs, () => latest.current({ anchor, handle, account: metBy(anchor) }));
    };
    const close = (): void => {
      window.clearTimeout(timer);
      current = null;
      latest.current(null);
    };
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener('pointerover', handleOver, { signal });
    for (const name of ['pointerdown', 'keydown', 'scroll', 'blur']) window.addEventListener(name, close, { signal, capture: true, passive: true });
    return () => {
      stop.abort();
      window.clearTimeout(timer);
    };
  }, [box]);
}
