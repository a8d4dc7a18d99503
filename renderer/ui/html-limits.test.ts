import { describe, expect, it } from 'vitest';
import { boundHtml, htmlLimits, meaningOf } from './html-limits.ts';

describe('boundHtml', () => {
  it('leaves an ordinary post as it is', () => {
    const html = '<p>Hello <a href="https://a.example" class="mention">@a</a></p>';
    expect(boundHtml(html)).toEqual({ html, cut: false });
  });
  it('cuts what is too long, too nested or too high, and says so', () => {
    const long = boundHtml('x'.repeat(10_000_000));
    expect(long.html.length).toBeLessThanOrEqual(htmlLimits.length + 1);
    expect(long.cut).toBe(true);
    expect(boundHtml('<b>'.repeat(50_000))).toEqual({ html: '<b>'.repeat(htmlLimits.sourceDepth), cut: true });
    expect(boundHtml('<br>a</b>'.repeat(3_000)).html).toBe('<br>a</b>'.repeat(htmlLimits.tags / 2));
    expect(boundHtml(`a${'\u0301'.repeat(1_000)}`).html).toHaveLength(5);
  });
  it('bounds a million marks within a fifth of a second', () => {
    const started = performance.now();
    boundHtml('\u0301'.repeat(1_000_000));
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('meaningOf', () => {
  it('hears only the classes that mean something', () => {
    expect(meaningOf('mention post body invisible')).toEqual({ mention: true, invisible: true, ellipsis: false, quoteInline: false, hashtag: false });
  });
});
