import { useEffect, useRef, type ReactNode } from 'react';
import { completionText } from '../../text/completion.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import css from './completion-list.module.css';
import type { Offer } from './use-completion.ts';

export interface CompletionListProps {
  readonly id: string;
  readonly offers: readonly Offer[];
  readonly chosen: number;
  /** Pixels from the upper left corner of the field. */
  readonly at: { readonly left: number; readonly top: number };
  readonly onTake: (offer: Offer) => void;
}

export const optionId = (list: string, at: number): string => `${list}-${at}`;

/** What a begun word can become, below where it is written. The field keeps the focus. */
export function CompletionList({ id, offers, chosen, at, onTake }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={completionText.list} className={css.list} style={at}>
      {offers.map((offer, place) => (
        // The keys are those of the field, which never gives the focus away.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div key={offer.key} id={optionId(id, place)} role="option" aria-selected={place === chosen} className={css.option} tabIndex={-1} onMouseDown={(event) => event.preventDefault()} onClick={() => onTake(offer)}>
          <Face offer={offer} />
        </div>
      ))}
    </div>
  );
}

function Face({ offer }: { readonly offer: Offer }): ReactNode {
  const mediaUrl = useMediaUrl();
  switch (offer.kind) {
    case 'person': {
      const { avatarStatic, avatar, displayName, emojis, handle } = offer.person;
      return (
        <>
          <Avatar path={avatarStatic ?? avatar} name={displayName} size={22} />
          <b>
            <PlainName name={displayName} emojis={emojis} orElse={handle} />
          </b>
          <small>@{handle}</small>
        </>
      );
    }
    case 'tag':
      return <b>#{offer.tag}</b>;
    case 'custom':
      return (
        <>
          <img className={css.emoji} src={mediaUrl(offer.emoji.staticUrl)} alt="" />
          <b>:{offer.emoji.shortcode}:</b>
          {offer.lackedBy.length > 0 && <small>{completionText.lacks(offer.lackedBy)}</small>}
        </>
      );
    case 'unicode':
      return (
        <>
          <span className={css.emoji} aria-hidden="true">
            {offer.emoji}
          </span>
          <b>{offer.name}</b>
        </>
      );
  }
}
