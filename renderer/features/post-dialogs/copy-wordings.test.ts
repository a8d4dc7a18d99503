import { describe, expect, it } from 'vitest';
import type { EditableCopy } from '../../../electron/contract/copies.ts';
import type { AccountKey, StatusUri } from '../../../electron/contract/index.ts';
import { isChanged, toEdits, toWordings, type Wording } from './copy-wordings.ts';

const copy = (name: string, text: string, description = ''): EditableCopy => ({ account: name as AccountKey, uri: name as StatusUri, text, rebuilt: false, spoilerText: '', sensitive: false, language: 'en', media: [{ id: name, kind: 'image', preview: null, description }] });
const change = (wordings: readonly Wording[], index: number, text: string): readonly Wording[] => wordings.map((wording, at) => (at === index ? { ...wording, text } : wording));

describe('wordings', () => {
  it('put copies that say the same together, alt texts included', () => {
    const wordings = toWordings([copy('a', 'tide'), copy('b', 'tide', 'a gull'), copy('c', 'tide')]);
    expect(wordings.map(({ copies }) => copies.map(({ uri }) => uri))).toEqual([['a', 'c'], ['b']]);
  });

  it('keep those apart that were put together from what is shown', () => {
    expect(toWordings([copy('a', 'tide'), { ...copy('b', 'tide', ''), rebuilt: true }])).toMatchObject([{ rebuilt: false }, { rebuilt: true }]);
  });

  it('save only what was changed, on the ticked copies, each in its own language', () => {
    const wordings = change(toWordings([copy('a', 'tide'), { ...copy('b', 'tide'), language: 'de' }, copy('c', 'ebb')]), 0, 'flood');
    expect(wordings.map(isChanged)).toEqual([true, false]);
    expect(toEdits(wordings, (uri) => uri !== 'a')).toEqual([{ uri: 'b', text: 'flood', spoilerText: '', sensitive: false, language: 'de', descriptions: [''] }]);
    expect(toEdits(change(wordings, 0, 'tide'), () => true)).toEqual([]);
  });
});
