import type { FilterDraft, FilterField, FilterStep, OwnFilter } from '../../contract/filters.ts';

/** What the server of the account to be changed can hold. */
export interface FilterAbilities {
  /** Filters v1: each is one phrase, which is its title. */
  readonly onePhrase: boolean;
}

/** Servers take the time left in whole seconds and answer a date: the same moment may come back a little off. */
const sameMomentMs = 2 * 60_000;

/**
 * The steps that make `theirs` like `ours`. Filters of the same title are the same filter, whatever the case; where a
 * title repeats, the first is the first. What has run out already is not copied, and nothing is said of it where it
 * lies. Single posts in filters stay: their ids mean nothing elsewhere.
 */
export function filterDifferences(ours: readonly OwnFilter[], theirs: readonly OwnFilter[], abilities: FilterAbilities, now: number): readonly FilterStep[] {
  const left = [...theirs];
  const steps: FilterStep[] = [];
  for (const draft of ours.filter(isAlive(now)).flatMap((filter) => draftsFor(filter, abilities))) {
    const index = left.findIndex(({ title }) => nameOf(title) === nameOf(draft.title));
    const [known] = index < 0 ? [] : left.splice(index, 1);
    if (known === undefined) {
      // Only of single posts: nothing is left of it elsewhere.
      if (draft.keywords.length > 0) steps.push({ kind: 'add', draft });
      continue;
    }
    const fields = differingFields(draft, known);
    if (fields.length > 0) steps.push({ kind: 'change', filter: known.id, fields, draft });
  }
  const extra = left.filter(isAlive(now)).map(({ id, title }): FilterStep => ({ kind: 'remove', filter: id, title }));
  return [...steps, ...extra];
}

function isAlive(now: number): (filter: FilterDraft) => boolean {
  return ({ expiresAt }) => expiresAt === null || expiresAt > now;
}

const nameOf = (title: string): string => title.trim().toLowerCase();

/** A filter as the other server can hold it: with filters v1 one for each of its phrases. */
function draftsFor({ title, context, action, expiresAt, keywords }: OwnFilter, { onePhrase }: FilterAbilities): readonly FilterDraft[] {
  const words = keywords.map(({ keyword, wholeWord }) => ({ keyword, wholeWord }));
  const draft: FilterDraft = { title, context, action: action === 'blur' && onePhrase ? 'warn' : action, expiresAt, keywords: words };
  return onePhrase ? words.map((word) => ({ ...draft, title: word.keyword, keywords: [word] })) : [draft];
}

function differingFields(wanted: FilterDraft, known: FilterDraft): FilterField[] {
  const isSame: Readonly<Record<FilterField, boolean>> = {
    context: sameSet(wanted.context, known.context),
    action: wanted.action === known.action,
    expiresAt: sameMoment(wanted.expiresAt, known.expiresAt),
    keywords: sameSet(wanted.keywords.map(wordName), known.keywords.map(wordName)),
  };
  return (['context', 'action', 'expiresAt', 'keywords'] as const).filter((field) => !isSame[field]);
}

const wordName = ({ keyword, wholeWord }: FilterDraft['keywords'][number]): string => `${wholeWord ? 'whole' : 'part'} ${keyword.toLowerCase()}`;

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [new Set(one), new Set(other)];
  return a.size === b.size && [...a].every((item) => b.has(item));
}

function sameMoment(one: number | null, other: number | null): boolean {
  return one === null || other === null ? one === other : Math.abs(one - other) <= sameMomentMs;
}
