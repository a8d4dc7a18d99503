import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measure, type LengthLimits } from './length.ts';

const mastodon: LengthLimits = { lengthRule: 'mastodon', charactersPerUrl: 23 };
const codePoints: LengthLimits = { lengthRule: 'codePoints', charactersPerUrl: 23 };
const count = (text: string, spoilerText = ''): number => measure(text, spoilerText, mastodon);

describe('the Mastodon rule', () => {
  test.each<[string, string, number]>([
    ['nothing', '', 0],
    ['plain words', 'hello world', 11],
    ['umlauts in one code unit', 'Grüße', 5],
    ['an e with a combining accent', 'e\u0301', 1],
    ['a family of four', '👨‍👩‍👧‍👦', 1],
    ['a flag', '🇩🇪', 1],
    ['two flags', '🇩🇪🇫🇷', 2],
    ['a skin tone', '👍🏽', 1],
    ['a keycap', '1️⃣', 1],
    ['Hangul built from parts', '각', 1],
    ['a Thai cluster', 'กำ', 1],
    ['CR LF', 'a\r\nb', 3],
    ['a line feed', 'a\nb', 3],
    ['a soft hyphen', 'a\u00adb', 3],
    ['a custom emoji, all its letters', ':blob_cat:', 10],
  ])('%s', (_name, text, expected) => {
    expect(count(text)).toBe(expected);
  });

  test.each<[string, string, number]>([
    ['a short link counts as long', 'http://a.de', 23],
    ['a long link counts as short', `https://example.com/${'a'.repeat(400)}`, 23],
    ['two links', 'https://a.example https://b.example', 47],
    ['no scheme, no concession', 'example.com/path', 16],
    ['another scheme', 'ftp://example.com', 17],
    ['upper case', 'HTTPS://EXAMPLE.COM/A', 23],
    ['port, path, query and fragment', 'https://example.com:8080/a/b?c=d&e=f#g', 23],
    ['a full stop after it is prose', 'See https://example.com/a.', 28],
    ['a comma after a query', 'https://example.com/?a=b, then', 29],
    ['in brackets', '(https://example.com/a)', 25],
    ['brackets that belong to it', 'https://en.example.org/wiki/Skein_(yarn)', 23],
    ['a path that ends with a slash', 'https://example.com/a/', 23],
    ['in angle brackets', '<https://example.com/>', 25],
    ['after a Japanese word', '見てhttps://example.com', 25],
    ['before a Japanese word', 'https://example.comを見て', 26],
    ['an international host', 'https://münchen.example/straße', 23],
    ['a host in another script', 'https://пример.рф/путь', 23],
    ['inside a word it is none', 'xhttps://example.com', 20],
    ['after a tag sign it is none', '#https://example.com', 20],
    ['one label is no host', 'https://localhost', 17],
    ['only a scheme', 'https://', 8],
    ['an address without letters at the end', 'http://127.0.0.1', 16],
    ['name and host in the path', 'https://example.com/@name@host.example', 23],
    ['two lines', 'https://example.com/a\nhttps://example.com/b', 47],
  ])('link: %s', (_name, text, expected) => {
    expect(count(text)).toBe(expected);
  });

  test.each<[string, string, number]>([
    ['of a full handle only the name', '@name@example.social', 5],
    ['a local handle as it is', '@name', 5],
    ['two handles', '@a@x.example @bob@y.example', 7],
    ['dots and dashes in the name', '@first.last-x@example.com', 13],
    ['a full stop after it', 'by @name@example.com.', 9],
    ['a host with a port', '@name@example.com:3000', 5],
    ['in brackets', '(@name@example.com)', 7],
    ['an e-mail address is none', 'name@example.com', 16],
    ['inside a path it is none', 'example.com/@name@host', 22],
    ['capitals', '@Name@Example.Social', 5],
  ])('mention: %s', (_name, text, expected) => {
    expect(count(text)).toBe(expected);
  });

  test('the content warning counts, and nothing in it is free', () => {
    expect(count('text', 'warning')).toBe(11);
    expect(count('', 'https://example.com/abcdefghi')).toBe(29);
    expect(count('', '@name@example.social')).toBe(20);
  });

  test('takes the reserve the server names, also a strange one', () => {
    expect(measure('https://example.com a', '', { lengthRule: 'mastodon', charactersPerUrl: 256 })).toBe(258);
    expect(measure('https://example.com a', '', { lengthRule: 'mastodon', charactersPerUrl: 0 })).toBe(2);
  });

  test('is never more than the letters typed, but for short links', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(text.includes('://') ? 0 : count(text)).toBeLessThanOrEqual([...text].length);
    }));
  });

  test('adds up over lines', () => {
    const line = fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/[\r@:/]/.test(text));
    fc.assert(fc.property(line, line, (one, two) => {
      expect(count(`${one}\n${two}`)).toBe(count(one) + count(two) + 1);
    }));
  });
});

describe('the rule of code points', () => {
  test.each<[string, string, string, number]>([
    ['words', 'hello', '', 5],
    ['an astral letter is one', '𝒜', '', 1],
    ['a family is seven', '👨‍👩‍👧‍👦', '', 7],
    ['links count fully', 'https://example.com/abc', '', 23],
    ['a handle counts fully', '@name@example.social', '', 20],
    ['the warning counts', 'text', 'cw', 6],
  ])('%s', (_name, text, spoilerText, expected) => {
    expect(measure(text, spoilerText, codePoints)).toBe(expected);
  });
});

describe('cost', () => {
  const fastest = (text: string, limits: LengthLimits): number => {
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now();
      measure(text, '', limits);
      return performance.now() - start;
    });
    return Math.min(...times);
  };

  test('a post of any usual length is measured in less than a millisecond', () => {
    expect(fastest('Hello @name@example.social, look: https://example.com/a '.repeat(9), mastodon)).toBeLessThan(1);
    expect(fastest('👨‍👩‍👧‍👦 grüßt '.repeat(40), mastodon)).toBeLessThan(1);
  });

  test.each([
    ['brackets', `https://a.example/${'('.repeat(5000)}`],
    ['dots', `https://${'a.'.repeat(5000)}`],
    ['dashes', `https://a${'-'.repeat(5000)}.example`],
    ['at signs', '@a'.repeat(5000)],
    ['a name of dots', `@a${'.'.repeat(5000)}`],
    ['a host of dots', `@a@b${'.'.repeat(5000)}`],
    ['punctuation at the end', `https://a.example/${'.'.repeat(5000)}`],
    ['query marks', `https://a.example/?${'?'.repeat(5000)}!`],
    ['bracket pairs', `https://a.example/${'(a)'.repeat(3000)}.`],
    ['schemes', 'https://'.repeat(3000)],
  ])('hostile text does not hang it: %s', (_name, text) => {
    expect(fastest(text, mastodon)).toBeLessThan(100);
  });
});
