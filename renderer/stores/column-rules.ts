import type { ColumnRules } from '../../electron/contract/columns.ts';
import type { StatusEntry } from '../../electron/contract/timelines.ts';

/** Why a pattern is not obeyed. `slow`: on some text it could run for minutes. */
export type PatternProblem = 'invalid' | 'slow';

/** Characters of a post that are looked at: an expression with one long repeat takes at most half a million steps, a second one would make it hundreds of millions. */
const longestText = 1_000;
const mostLongRepeats = 1;

/**
 * JavaScript's expressions try all ways to match, and some have more ways than the age of the world. Refused: repeats
 * of groups, back references, look-around, and more than one long repeat.
 */
export function patternProblem(source: string): PatternProblem | null {
  try {
    void new RegExp(source, 'imu');
  } catch {
    return 'invalid';
  }
  // Escaped characters and classes say nothing of the shape.
  const shape = source.replace(/\\[1-9]|\\k/g, '(?=').replace(/\\./gsu, 'x').replace(/\[[^\]]*\]/g, 'x');
  const looksAround = /\(\?(?:[=!]|<[=!])/.test(shape);
  const repeatsGroup = /\)(?:[*+]|\{\d*,?\d*\})/.test(shape);
  const longRepeats = shape.match(/[*+]|\{\d+,\}|\{(?:\d+,)?\d{2,}\}/g)?.length ?? 0;
  return looksAround || repeatsGroup || longRepeats > mostLongRepeats ? 'slow' : null;
}

const patterns = new Map<string, RegExp | null>();
const mostPatterns = 50;

function patternOf(source: string): RegExp | null {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  if (patterns.size >= mostPatterns) patterns.clear();
  const made = patternProblem(source) === null ? new RegExp(source, 'imu') : null;
  patterns.set(source, made);
  return made;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** The words of a post, its warning and the descriptions of its media; markup is left out. */
function textOf({ view: { status } }: StatusEntry): string {
  const content = status.content.replace(/<[^>]*>/g, ' ').replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ');
  const parts = [status.spoilerText, content, ...status.media.map((media) => media.description ?? '')];
  return parts.map((part) => part.trim()).filter((part) => part !== '').join('\n').slice(0, longestText);
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

export type ColumnRule = Exclude<keyof ColumnRules, 'pattern'>;

/** The first rule that leaves the post out; null where the column shows it. */
export function ruleAgainst(entry: StatusEntry, rules: ColumnRules): ColumnRule | null {
  const { status } = entry.view;
  if (!rules.boosts && entry.booster !== null) return 'boosts';
  if (!rules.replies && status.replyToHandle !== null) return 'replies';
  if (!rules.bots && status.author.bot) return 'bots';
  if (rules.mediaOnly && status.media.length === 0) return 'mediaOnly';
  if (rules.languages.length > 0 && status.language !== null && !rules.languages.includes(primaryLanguage(status.language))) return 'languages';
  if (status.counts.reblogs < rules.minReblogs) return 'minReblogs';
  if (status.counts.favourites < rules.minFavourites) return 'minFavourites';
  return hasWord(entry, rules) ? 'words' : null;
}

/** Whether a column with these rules shows the post. */
export function passesRules(entry: StatusEntry, rules: ColumnRules): boolean {
  return ruleAgainst(entry, rules) === null;
}
