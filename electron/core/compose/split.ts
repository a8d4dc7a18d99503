import type { LengthLimits } from './length.ts';
import { measure } from './length.ts';

export interface Room extends LengthLimits {
  readonly maxCharacters: number;
}

/** Where a text may be cut: after white space, and after the full stops of scripts that write none. */
const cuts = /\s+|(?<=[。！？])/gu;
const sentenceEnd = /[.!?…。！？]["'”’»)\]]*$/u;
const handles = /^(?:@[\p{L}\p{N}_.-]+(?:@[\p{L}\p{N}_.:-]+)?\s+)+/u;
/** A cut at a paragraph or a sentence is taken when it leaves the post at least this full. */
const wellFilled = 0.5;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts a text into posts that fit: between paragraphs where that is not wasteful, else between sentences, else between
 * words, else between letters. `endsWith`: what every post gets at its end, for its length. `repeatsHandles`: the names a
 * text begins with begin every post, so that a direct conversation stays one. A text that cannot fit comes back whole.
 */
export function splitText(text: string, { room, spoilerText, endsWith, repeatsHandles }: { readonly room: Room; readonly spoilerText: string; readonly endsWith: string; readonly repeatsHandles: boolean }): readonly string[] {
  const lead = repeatsHandles ? (handles.exec(text.trimStart())?.[0] ?? '') : '';
  const fits = (piece: string): boolean => measure(piece + endsWith, spoilerText, room) <= room.maxCharacters;
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const prefix = pieces.length === 0 ? '' : lead;
    if (fits(prefix + rest)) return [...pieces, prefix + rest];
    const cut = lastFitting(rest, (end) => fits(prefix + rest.slice(0, end).trimEnd()));
    if (cut <= 0) return [text];
    pieces.push(prefix + rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return pieces.length === 0 ? [text] : pieces;
}

/** The best place to cut of those up to which the text fits; 0 where not one letter does. */
function lastFitting(text: string, fits: (end: number) => boolean): number {
  const words = [...text.matchAll(cuts)].map(({ 0: gap, index }) => ({ end: index, isParagraph: /\n\s*\n/.test(gap) })).filter(({ end }) => end > 0);
  const last = lastWhere(words.length, (at) => fits(words[at]?.end ?? 0));
  const reach = words[last]?.end;
  if (reach === undefined) return cutInWord(text, fits);
  const good = words.slice(0, last + 1).filter(({ end }) => end >= reach * wellFilled);
  const paragraph = good.findLast(({ isParagraph }) => isParagraph);
  return (paragraph ?? good.findLast(({ end }) => sentenceEnd.test(text.slice(Math.max(0, end - 8), end))) ?? { end: reach }).end;
}

function cutInWord(text: string, fits: (end: number) => boolean): number {
  const ends = [...segmenter.segment(text.slice(0, 4096))].map(({ index, segment }) => index + segment.length);
  return ends[lastWhere(ends.length, (at) => fits(ends[at] ?? 0))] ?? 0;
}

/** The last place for which `holds`, looking from the front in growing steps, because texts are much longer than posts; -1 for none. */
function lastWhere(length: number, holds: (at: number) => boolean): number {
  let step = 1;
  while (step <= length && holds(step - 1)) step *= 2;
  let low = step / 2 - 1;
  let high = Math.min(step - 1, length);
  if (step === 1) return -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
