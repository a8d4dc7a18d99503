import type { TimelineEntry } from '../../../electron/contract/timelines.ts';

/** Head, actions and paddings of a post, px. */
const frameHeight = 76;
const lineHeight = 21;
/** Average width of a letter at 14 px. */
const letterWidth = 7.1;
/** Gutter, avatar and paddings, px. */
const sideWidth = 120;

/** A first guess, px, until the row is drawn and measured. The closer, the less the scroll bar moves. */
export function estimateHeight(entry: TimelineEntry | undefined, width: number): number {
  if (entry === undefined) return frameHeight;
  if (entry.kind === 'gap') return 44;
  const { status, marks } = entry.view;
  if (marks.some(({ account, filtered }) => entry.reached.includes(account) && filtered.some(({ action }) => action === 'warn'))) return 34;
  const textWidth = Math.max(200, width - sideWidth);
  let height = frameHeight + (entry.booster === null ? 0 : 20) + (entry.reached.length > 1 ? 20 : 0) + (status.replyToHandle === null ? 0 : 17);
  if (status.spoilerText !== '') return height + 40;
  const letters = status.content.length * 0.82;
  height += Math.max(1, Math.ceil((letters * letterWidth) / textWidth)) * lineHeight;
  if (status.media.length > 0) height += 8 + Math.min(480, textWidth / 1.5);
  else if (status.quote !== null) height += 110;
  else if (status.card !== null) height += 80;
  if (status.poll !== null) height += 40 + status.poll.options.length * 32;
  return Math.round(height);
}

/** Guesses for a list of this width. A guess stays what it is: rows that were placed by it have not moved. */
export function createGuess(width: number): (entry: TimelineEntry) => number {
  const made = new WeakMap<TimelineEntry, number>();
  return (entry) => {
    const height = made.get(entry) ?? estimateHeight(entry, width);
    made.set(entry, height);
    return height;
  };
}
