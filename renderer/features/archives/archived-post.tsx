import { memo, useCallback, type MouseEvent, type ReactNode } from 'react';
import type { ArchiveMedia, ArchivePost } from '../../../electron/contract/archives.ts';
import type { MediaPath } from '../../../electron/contract/ids.ts';
import { archiveText } from '../../text/archives.ts';
import { errorText } from '../../text/errors.ts';
import { dayAndTime } from '../../text/time.ts';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { ServerHtml, type LinkTarget } from '../../ui/server-html.tsx';
import { useStores } from '../stores/index.tsx';
import css from './archives.module.css';

const noEmojis = [] as const;

export const ArchivedPost = memo(function ArchivedPost({ post }: { readonly post: ArchivePost }) {
  const openLink = useOpenLink();
  const onLink = useCallback(
    ({ href }: LinkTarget, event: MouseEvent) => {
      event.preventDefault();
      openLink(href);
    },
    [openLink],
  );
  return (
    <li className={css.post}>
      <p className={css.small}>
        <Address href={post.url}>
          <time dateTime={new Date(post.publishedAt).toISOString()}>{dayAndTime(post.publishedAt)}</time>
        </Address>
        <span> · {archiveText.visibility(post.visibility)}</span>
      </p>
      {post.boostOf !== null && <Named label={archiveText.boosted} href={post.boostOf} />}
      {post.inReplyTo !== null && <Named label={archiveText.replyTo} href={post.inReplyTo} />}
      {post.spoilerText !== '' && (
        <p className={css.spoiler} dir="auto">
          {post.spoilerText}
        </p>
      )}
      {post.content !== '' && <ServerHtml html={post.content} emojis={noEmojis} onLink={onLink} />}
      {post.media.length > 0 && (
        <ul className={css.media}>
          {post.media.map((media, index) => (
            // Two files of a post may be the same.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>{media.path === null ? <p className={css.missing}>{archiveText.missing(media.description)}</p> : <Media {...media} path={media.path} />}</li>
          ))}
        </ul>
      )}
    </li>
  );
});

function Media({ path, family, description }: ArchiveMedia & { readonly path: MediaPath }) {
  const url = useMediaUrl()(path);
  const label = description === '' ? archiveText.noDescription : description;
  // Captions are no part of an archive; the description is the label.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  if (family === 'video') return <video src={url} controls preload="none" aria-label={label} />;
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  if (family === 'audio') return <audio src={url} controls preload="none" aria-label={label} />;
  return <img src={url} alt={label} loading="lazy" decoding="async" />;
}

function Named({ label, href }: { readonly label: string; readonly href: string }) {
  return (
    <p className={css.named}>
      {label} <Address href={href}>{href}</Address>
    </p>
  );
}

function Address({ href, children }: { readonly href: string | null; readonly children: ReactNode }) {
  const openLink = useOpenLink();
  if (href === null) return children;
  return (
    <a
      href={href}
      onClick={(event) => {
        event.preventDefault();
        openLink(href);
      }}
    >
      {children}
    </a>
  );
}

function useOpenLink(): (href: string) => void {
  const { settings, toasts } = useStores();
  return useCallback(
    (href) =>
      void settings
        .getState()
        .openLink(href)
        .then((error) => error !== null && toasts.getState().show({ text: errorText(error), tone: 'blocked' })),
    [settings, toasts],
  );
}
