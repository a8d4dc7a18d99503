import { EyeOff, FileQuestionMark, Music, Play } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { MediaAttachment } from '../../../electron/contract/statuses.ts';
import { mediaText } from '../../text/media.ts';
import { IconButton } from '../../ui/button.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { AltBadge } from './alt-badge.tsx';
import { Blurhash } from './blurhash.tsx';
import css from './media-grid.module.css';
import { focalPosition, mediaLayout, mostInGrid } from './media-layout.ts';

export interface MediaGridProps {
  readonly media: readonly MediaAttachment[];
  readonly covered: boolean;
  /** Says why, where the author marked it; absent where the reader covers everything. */
  readonly isSensitive: boolean;
  readonly autoplay: boolean;
  readonly onToggleCover: () => void;
  readonly onView: (index: number) => void;
}

/** Pictures, films and sounds of a post. The height is fixed before anything has loaded. */
export function MediaGrid({ media, covered, isSensitive, autoplay, onToggleCover, onView }: MediaGridProps) {
  const layout = mediaLayout(media);
  const shown = media.slice(0, mostInGrid);
  return (
    <div className={css.grid} style={{ aspectRatio: layout.shape, gridTemplateColumns: layout.columns, gridTemplateRows: layout.rows }}>
      {shown.map((item, index) => (
        <div key={item.id} className={css.cell} style={{ gridArea: layout.cells[index]?.area }}>
          <Tile item={item} covered={covered} autoplay={autoplay} place={`${index + 1} of ${media.length}`} onView={() => onView(index)} />
          {index === mostInGrid - 1 && media.length > mostInGrid && <span className={css.rest}>+{media.length - mostInGrid}</span>}
          {!covered && item.description !== null && item.description.trim() !== '' && <AltBadge description={item.description} />}
        </div>
      ))}
      {covered ? (
        <button type="button" className={css.cover} onClick={onToggleCover}>
          <span>
            <EyeOff aria-hidden="true" />
            {isSensitive ? mediaText.sensitive : mediaText.covered}
            <b>{mediaText.show}</b>
          </span>
        </button>
      ) : (
        isSensitive && (
          <IconButton label={mediaText.hide} keys="h" size="s" className={css.hide} onClick={onToggleCover}>
            <EyeOff />
          </IconButton>
        )
      )}
    </div>
  );
}

interface TileProps {
  readonly item: MediaAttachment;
  readonly covered: boolean;
  readonly autoplay: boolean;
  readonly place: string;
  readonly onView: () => void;
}

function Tile({ item, covered, autoplay, place, onView }: TileProps) {
  const description = item.description === null ? '' : cleanText(item.description, 1_500);
  if (covered) return item.blurhash === null ? null : <Blurhash hash={item.blurhash} className={css.blur} />;
  return (
    <button type="button" className={css.tile} aria-label={mediaText.open(item.kind, description, place)} onClick={onView}>
      {item.blurhash !== null && <Blurhash hash={item.blurhash} className={css.blur} />}
      <Preview item={item} autoplay={autoplay} />
      {item.kind === 'video' && <Sign icon={<Play aria-hidden="true" />} />}
      {item.kind === 'gifv' && <span className={css.gif}>GIF</span>}
      {item.kind === 'audio' && <Sign icon={<Music aria-hidden="true" />} />}
      {item.kind === 'unknown' && <Sign icon={<FileQuestionMark aria-hidden="true" />} />}
    </button>
  );
}

function Preview({ item, autoplay }: { readonly item: MediaAttachment; readonly autoplay: boolean }) {
  const mediaUrl = useMediaUrl();
  const [failed, setFailed] = useState(false);
  const style = { objectPosition: focalPosition(item.focus) };
  if (item.kind === 'gifv' && autoplay && item.path !== null) {
    return <video className={css.picture} style={style} src={mediaUrl(item.path)} poster={item.previewPath === null ? undefined : mediaUrl(item.previewPath)} muted loop autoPlay playsInline />;
  }
  if (item.previewPath === null || failed || item.kind === 'audio') return null;
  return <img className={css.picture} style={style} src={mediaUrl(item.previewPath)} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setFailed(true)} />;
}

function Sign({ icon }: { readonly icon: ReactNode }) {
  return <span className={css.sign}>{icon}</span>;
}
