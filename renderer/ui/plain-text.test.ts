import { describe, expect, it } from 'vitest';
import type { MediaPath } from '../../electron/contract/ids.ts';
import { cleanLine, cleanText, limitMarks, shortened, splitEmojis } from './plain-text.ts';

const emoji = (shortcode: string) => ({ shortcode, url: `media/${shortcode}` as MediaPath, staticUrl: `media/${shortcode}` as MediaPath });

describe('cleanLine', () => {
  it('takes direction controls and line ends out of a name', () => {
    expect(cleanLine('a\u202Eb\u2066c\u2069\nd\u0000e')).toBe('abc d e');
  });
  it('keeps at most four marks on a letter, and leaves real words alone', () => {
    expect(limitMarks(`a${'\u0301'.repeat(500)}b`)).toBe(`a${'\u0301'.repeat(4)}b`);
    expect(cleanLine('Łódź Việt हिन्दी עִבְרִית')).toBe('Łódź Việt हिन्दी עִבְרִית');
  });
  it('does not cut a letter outside the basic plane in two', () => {
    expect(shortened('ab😀', 3)).toBe('ab…');
  });
});

describe('cleanText', () => {
  it('keeps line ends and tabs only', () => {
    expect(cleanText('one\n\ttwo\u0007three')).toBe('one\n\ttwo three');
  });
});

describe('splitEmojis', () => {
  const list = [emoji('yarn'), emoji('a.b*c'), emoji('__proto__')];
  const shown = (text: string): string => splitEmojis(text, list).map((part) => (part.kind === 'text' ? part.text : `[${part.emoji.shortcode}]`)).join('|');
  it('finds shortcodes also side by side and after loose colons', () => {
    expect(shown('Wool :yarn::yarn: at 10:30:yarn: ok')).toBe('Wool |[yarn]|[yarn]| at 10:30|[yarn]| ok');
  });
  it('takes shortcodes as text, never as a pattern or a property', () => {
    expect(shown(':a.b*c: :axbbc: :__proto__: :constructor:')).toBe('[a.b*c]| :axbbc: |[__proto__]| :constructor:');
  });
  it('stops making pictures after 200', () => {
    const parts = splitEmojis(':yarn:'.repeat(5_000), list);
    expect(parts.filter((part) => part.kind === 'emoji')).toHaveLength(200);
  });
});
