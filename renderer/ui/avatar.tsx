import { useState } from 'react';
import type { MediaPath } from '../../electron/contract/ids.ts';
import css from './avatar.module.css';
import { useMediaUrl } from './media-base.tsx';

export interface AvatarProps {
  readonly path: MediaPath | null;
  /** First letter for people without a picture, or whose picture cannot be had. */
  readonly name: string;
  /** Pixels, whatever the text size: faces keep to the grid. */
  readonly size: number;
  readonly round?: boolean;
}

/** A picture of a person. Never alone: the name stands beside it, so it is not read aloud. */
export function Avatar({ path, name, size, round = false }: AvatarProps) {
  const mediaUrl = useMediaUrl();
  const [broken, setBroken] = useState<MediaPath | null>(null);
  const className = round ? `${css.avatar} ${css.round}` : css.avatar;
  const box = { width: size, height: size };
  if (path === null || broken === path) {
    return (
      <span className={`${className} ${css.letter}`} style={{ ...box, fontSize: size * 0.42 }} aria-hidden="true">
        {firstLetter(name)}
      </span>
    );
  }
  return <img className={className} style={box} src={mediaUrl(path)} width={size} height={size} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBroken(path)} />;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function firstLetter(name: string): string {
  for (const { segment } of segmenter.segment(name.slice(0, 64))) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.slice(0, 8).toUpperCase();
  }
  return '·';
}
