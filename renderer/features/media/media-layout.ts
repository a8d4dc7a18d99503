import type { MediaAttachment } from '../../../electron/contract/statuses.ts';

/** Shapes beyond these are cropped in a list: a tower or a ribbon would own the column. The viewer shows all of it. */
const tallest = 1.2;
const widest = 2.2;
/** Two in a row may be narrower. */
const narrowest = 0.7;
const unknownShape = 1.5;

export function shapeOf({ width, height, kind }: MediaAttachment): number {
  if (kind === 'audio') return widest;
  if (width === null || height === null || width <= 0 || height <= 0) return unknownShape;
  return width / height;
}

const bounded = (shape: number): number => Math.min(widest, Math.max(tallest, shape));

export interface MediaLayout {
  /** Width by height of the whole grid: its height is known before any picture is. */
  readonly shape: number;
  /** CSS track lists. */
  readonly columns: string;
  readonly rows: string;
  readonly cells: readonly { readonly area: string }[];
}

/** Pictures shown in a list; the rest is behind "+n". */
export const mostInGrid = 4;

/** Where up to four pictures go. One keeps its shape; two share a row by their shapes; three and four fill a box. */
export function mediaLayout(media: readonly MediaAttachment[]): MediaLayout {
  const shapes = media.slice(0, mostInGrid).map(shapeOf);
  const [first = unknownShape, second = unknownShape] = shapes;
  if (shapes.length <= 1) return { shape: bounded(first), columns: '1fr', rows: '1fr', cells: [{ area: '1 / 1' }] };
  if (shapes.length === 2) {
    const narrowed = (shape: number): number => Math.min(widest, Math.max(narrowest, shape));
    const [left, right] = [narrowed(first), narrowed(second)];
    return { shape: Math.min(3.2, Math.max(2.4, left + right)), columns: `${left.toFixed(3)}fr ${right.toFixed(3)}fr`, rows: '1fr', cells: [{ area: '1 / 1' }, { area: '1 / 2' }] };
  }
  if (shapes.length === 3) return { shape: 1.7, columns: '2fr 1fr', rows: '1fr 1fr', cells: [{ area: '1 / 1 / 3 / 2' }, { area: '1 / 2' }, { area: '2 / 2' }] };
  return { shape: 1.7, columns: '1fr 1fr', rows: '1fr 1fr', cells: [{ area: '1 / 1' }, { area: '1 / 2' }, { area: '2 / 1' }, { area: '2 / 2' }] };
}

/** `object-position` that keeps the focal point in sight when a picture is cropped. Focus is -1 to 1, up is positive. */
export function focalPosition(focus: MediaAttachment['focus']): string {
  if (focus === null) return '50% 50%';
  const percent = (value: number): string => `${Math.round(Math.min(1, Math.max(-1, value)) * 50 + 50)}%`;
  return `${percent(focus.x)} ${percent(-focus.y)}`;
}
