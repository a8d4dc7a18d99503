/** One slip of the finger apart: a letter too many, missing, wrong, or two neighbours swapped. Not the same. */
export function isNear(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  if (a.length === b.length) return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  return a.length > b.length ? a.slice(1) === b : a === b.slice(1);
}

/** Those that begin with what was typed, else those one slip away. */
export function closest(typed: string, known: readonly string[]): readonly string[] {
  const begin = known.filter((word) => word.startsWith(typed));
  return begin.length > 0 ? begin : known.filter((word) => isNear(typed, word));
}
