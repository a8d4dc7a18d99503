import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

describe('CSV', () => {
  it('is written with as few quotes as Ruby writes', () => {
    expect(writeCsv([['ann@a.example', 'true', 'de, en'], ['a "b"', '', 'x\ny']])).toBe('ann@a.example,true,"de, en"\n"a ""b""",,"x\ny"\n');
  });

  it.each([
    ['a,b\nc,d\n', [['a', 'b'], ['c', 'd']]],
    ['a,b\r\n\r\nc,"d, ""e"""', [['a', 'b'], ['c', 'd, "e"']]],
    ['"x\ny",\n', [['x\ny', '']]],
    ['""\n', [['']]],
    ['', []],
  ])('%j is read', (text, rows) => {
    expect(readCsv(text)).toEqual({ rows });
  });

  it.each(['"open', 'a"b,c', '"a"b,c', 'a\rb'])('%j is refused with the line', (text) => {
    expect(readCsv(text)).toEqual({ error: expect.stringContaining('line 1') });
  });
});
