import type { ColumnRules } from '../../electron/contract/columns.ts';
import type { StatusEntry } from '../../electron/contract/timelines.ts';

/** Why a pattern is not obeyed. `slow`: on some text it could run for minutes. */
export type PatternProblem = 'invalid' | 'slow';

/** Characters of a post that are looked at; with two open-ended repeats that is at most two million steps. */
const longestText = 1_500;
const mostRepeats = 2;

/**
 * JavaScript's expressions try all ways to match, and some have more ways than the age of the world. Refused: repeats of
 * what itself repeats or branches, back references, look-around, and more than two open-ended repeats in a row.
 */
export function patternProblem(source: string): PatternProblem | null {
  try {
    void new RegExp(source, 'iu');
  } catch {
    return 'invalid';
  }
  // Escaped characters and classes say nothing of the shape.
  const shape = source.replace(/\\[1-9]|\\k/g, '(?=').replace(/\\./gsu, 'x').replace(/\[[^\]]*\]/g, 'x');
  const looksAround = /\(\?(?:[=!]|<[=!])/.test(shape);
  const repeatsGroup = /\)(?:[*+]|\{\d*,?\d*\})/.test(shape);
  const repeats = shape.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  return looksAround || repeatsGroup || repeats > mostRepeats ? 'slow' : null;
}

const patterns = new Map<string, RegExp | null>();
const mostPatterns = 50;

function patternOf(source: string): RegExp | null {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  if (patterns.size >= mostPatterns) patterns.clear();
  const made = patternProblem(source) === null ? new RegExp(source, 'iu') : null;
  patterns.set(source, made);
  return made;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The words of a post, its warning and the descriptions of its media; markup is left out. */
function textOf({ view: { status } }: StatusEntry): string {
  const content = status.content.replace(/<[^>]*>/g, ' ').replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ');
  return [status.spoilerText, content, ...status.media.map((media) => media.description ?? '')].join('\n').slice(0, longestText);
}

function hasWord(entry: StatusEntry, { words, pattern }: ColumnRules): boolean {
  if (words.length === 0 && pattern === null) return false;
  const text = textOf(entry);
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word.toLowerCase())) || (pattern !== null && (patternOf(pattern)?.test(text) ?? false));
}

/** `pt` of `pt-BR`. */
function primaryLanguage(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? tag;
}

/** Whether a column with these rules shows the post. */
export function passesRules(entry: StatusEntry, rules: ColumnRules): boolean {
  const { status } = entry.view;
  if (!rules.boosts && entry.booster !== null) return false;
  if (!rules.replies && status.replyToHandle !== null) return false;
  if (!rules.bots && status.author.bot) return false;
  if (rules.mediaOnly && status.media.length === 0) return false;
  if (rules.languages.length > 0 && status.language !== null && !rules.languages.includes(primaryLanguage(status.language))) return false;
  if (status.counts.reblogs < rules.minReblogs || status.counts.favourites < rules.minFavourites) return false;
  return !hasWord(entry, rules);
}
