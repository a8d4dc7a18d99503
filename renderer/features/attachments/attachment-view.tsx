import { Music } from 'lucide-react';
import type { DraftMedia } from '../../../electron/contract/attachments.ts';
import type { MediaPath } from '../../../electron/contract/index.ts';
import { useMediaUrl } from '../../ui/media-base.tsx';

export function attachmentPath(id: string): MediaPath {
  return `media/attachments/${id}` as MediaPath;
}

/** The file as it lies on this computer. What it shows is said by whoever puts it there. */
export function AttachmentView({ media, className, cropped = false }: { readonly media: DraftMedia; readonly className: string | undefined; readonly cropped?: boolean }) {
  const mediaUrl = useMediaUrl();
  const { file, focus } = media;
  const url = mediaUrl(attachmentPath(file.id));
  if (file.mimeType.startsWith('audio/')) return <Music className={className} aria-hidden="true" />;
  if (file.mimeType.startsWith('video/')) return <video className={className} src={url} muted playsInline preload="metadata" tabIndex={-1} />;
  const style = cropped && focus !== null ? { objectPosition: `${((focus.x + 1) / 2) * 100}% ${((1 - focus.y) / 2) * 100}%` } : undefined;
  return <img className={className} style={style} src={url} alt="" draggable={false} />;
}
