import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import type { PostTarget } from '../../stores/post-menus.ts';
import { postText } from '../../text/post.ts';
import { Button } from '../../ui/button.tsx';
import { PlainText } from '../../ui/plain-name.tsx';
import { ServerHtml } from '../../ui/server-html.tsx';
import { MediaGrid } from '../media/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { LinkCard } from './link-card.tsx';
import { Poll } from './poll.tsx';
import css from './post-content.module.css';
import { QuotedPost } from './quoted-post.tsx';
import { inTranslation, TranslationNote } from './translated.tsx';
import { useLinkHandler } from './use-link-handler.ts';

export interface PostContentProps {
  readonly view: StatusView;
  readonly target: PostTarget;
  /** A filter that covers the media only. */
  readonly blurred: boolean;
  readonly large?: boolean;
}

/** Warning, text, media, poll, card and quote. Behind a warning all of it is closed. */
export function PostContent({ view: original, target, blurred, large = false }: PostContentProps) {
  const { reveals, settings, statuses } = useStores();
  const translation = useStoreValue(statuses, (state) => state.translations.get(original.status.uri));
  const status = useMemo(() => inTranslation(original.status, translation), [original.status, translation]);
  const view = { ...original, status };
  const toggled = useStoreValue(reveals, (state) => state.warning.has(status.uri));
  const expandWarnings = useStoreValue(settings, (state) => state.settings.expandWarnings);
  const hasWarning = status.spoilerText.trim() !== '';
  const isOpen = !hasWarning || toggled !== expandWarnings;
  return (
    <div className={large ? `${css.content} ${css.large}` : css.content}>
      {hasWarning && <WarningRow view={view} isOpen={isOpen} onToggle={() => reveals.getState().toggle('warning', status.uri)} />}
      {isOpen && <OpenContent view={view} target={target} blurred={blurred} />}
      {translation !== undefined && <TranslationNote status={status} translation={translation} />}
    </div>
  );
}

function WarningRow({ view, isOpen, onToggle }: { readonly view: StatusView; readonly isOpen: boolean; readonly onToggle: () => void }) {
  const { status } = view;
  return (
    <div className={css.warning}>
      <TriangleAlert aria-hidden="true" />
      <span className={css.reason} dir="auto">
        <PlainText text={status.spoilerText} emojis={status.emojis} />
      </span>
      {!isOpen && <span className={css.inside}>{postText.attachments(status.media.length, status.poll !== null)}</span>}
      <Button size="s" aria-expanded={isOpen} onClick={onToggle} data-tip-keys="x">
        {isOpen ? postText.hide : postText.show}
      </Button>
    </div>
  );
}

function OpenContent({ view, target, blurred }: Omit<PostContentProps, 'large'>) {
  const { status } = view;
  const handleLink = useLinkHandler();
  const hasMedia = status.media.length > 0;
  return (
    <>
      {status.content !== '' && (
        <div className={css.text} lang={status.language ?? undefined} dir="auto">
          <ServerHtml html={status.content} emojis={status.emojis} mentions={status.mentions} tags={status.tags} onLink={handleLink} />
        </div>
      )}
      {hasMedia && <PostMedia view={view} blurred={blurred} />}
      {status.poll !== null && <Poll poll={status.poll} view={view} target={target} />}
      {status.quote !== null && <QuotedPost quote={status.quote} reached={target.reached} />}
      {status.card !== null && !hasMedia && status.quote === null && <LinkCard card={status.card} />}
    </>
  );
}

function PostMedia({ view, blurred }: { readonly view: StatusView; readonly blurred: boolean }) {
  const { reveals, settings, navigation } = useStores();
  const { status } = view;
  const toggled = useStoreValue(reveals, (state) => state.media.has(status.uri));
  const sensitiveMedia = useStoreValue(settings, (state) => state.settings.sensitiveMedia);
  const autoplay = useStoreValue(settings, (state) => state.settings.autoplay);
  const startsCovered = blurred || sensitiveMedia === 'hidden' || (sensitiveMedia === 'covered' && status.sensitive);
  return (
    <MediaGrid
      media={status.media}
      covered={startsCovered !== toggled}
      isSensitive={status.sensitive}
      autoplay={autoplay}
      onToggleCover={() => reveals.getState().toggle('media', status.uri)}
      onView={(index) => navigation.getState().view({ uri: status.uri, index })}
    />
  );
}
