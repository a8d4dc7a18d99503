/** How well a text answers what was typed: 0 not at all, more is better. Every typed word has to be found. */
export function matchRank(typed: string, text: string): number {
  const words = typed.toLocaleLowerCase().split(/\s+/u).filter(Boolean);
  const inText = text.toLocaleLowerCase();
  let rank = 1;
  for (const word of words) {
    const at = inText.indexOf(word);
    if (at < 0) return 0;
    const isWordStart = at === 0 || !/[\p{L}\p{N}]/u.test(inText[at - 1] ?? '');
    rank += at === 0 ? 4 : isWordStart ? 3 : 1;
  }
  return rank;
}
