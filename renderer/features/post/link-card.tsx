import { FileText } from 'lucide-react';
import type { PreviewCard } from '../../../electron/contract/statuses.ts';
import { honestLink } from '../../ui/link-honesty.ts';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import css from './link-card.module.css';
import { usePostActions } from './use-post.ts';

/** What a page says of itself, as the server read it. The host shown is the one the link goes to. */
export function LinkCard({ card }: { readonly card: PreviewCard }) {
  const mediaUrl = useMediaUrl();
  const actions = usePostActions();
  const link = honestLink(card.url, '');
  if (link === null) return null;
  return (
    <a
      className={css.card}
      href={link.href}
      rel="noopener noreferrer nofollow"
      onClick={(event) => {
        event.preventDefault();
        void actions.openLink(link.href);
      }}
    >
      <span className={css.picture}>{card.image === null ? <FileText aria-hidden="true" /> : <img src={mediaUrl(card.image)} alt={cleanLine(card.imageDescription)} loading="lazy" decoding="async" />}</span>
      <span className={css.words}>
        <span className={css.site}>{link.host}</span>
        <bdi className={css.title}>{cleanLine(card.title) || link.host}</bdi>
      </span>
    </a>
  );
}
