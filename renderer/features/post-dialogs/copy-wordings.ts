import type { CopyEdit, EditableCopy } from '../../../electron/contract/copies.ts';
import type { StatusUri } from '../../../electron/contract/index.ts';

type Words = Pick<CopyEdit, 'text' | 'spoilerText' | 'sensitive' | 'descriptions'>;

/** Copies that say the same, edited as one. `rebuilt`: put together from what is shown, as their servers do not tell what was typed. */
export interface Wording extends Words {
  readonly copies: readonly EditableCopy[];
  readonly rebuilt: boolean;
  readonly before: Words;
}

const wordsOf = (copy: EditableCopy): Words => ({ text: copy.text, spoilerText: copy.spoilerText, sensitive: copy.sensitive, descriptions: copy.media.map(({ description }) => description) });

export function toWordings(copies: readonly EditableCopy[]): readonly Wording[] {
  const groups = new Map<string, EditableCopy[]>();
  for (const copy of copies) {
    const key = JSON.stringify([copy.rebuilt, wordsOf(copy)]);
    groups.set(key, [...(groups.get(key) ?? []), copy]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...wordsOf(first), before: wordsOf(first), rebuilt: first.rebuilt, copies: group }];
  });
}

export function isChanged({ before, text, spoilerText, sensitive, descriptions }: Wording): boolean {
  return JSON.stringify(before) !== JSON.stringify({ text, spoilerText, sensitive, descriptions } satisfies Words);
}

/** What is to be saved: the ticked copies whose words were changed. */
export function toEdits(wordings: readonly Wording[], ticked: (uri: StatusUri) => boolean): readonly CopyEdit[] {
  return wordings.filter(isChanged).flatMap(({ copies, text, spoilerText, sensitive, descriptions }) =>
    copies.filter(({ uri }) => ticked(uri)).map(({ uri, language }) => ({ uri, text, spoilerText, sensitive, language, descriptions })),
  );
}
