import { expect, test } from 'vitest';
import type { Html } from '../../contract/ids.ts';
import { rebuildText } from './rebuilt-text.ts';

const mentions = [{ handle: 'jule@wattpost.example', url: 'https://wattpost.example/@jule' }];
const link = (href: string, inner: string, more = ''): string => `<a href="${href}"${more}>${inner}</a>`;

test.each([
  ['paragraphs and line breaks', '<p>Tide at 7<br>or 8</p><p>Bring boots</p>', 'Tide at 7\nor 8\n\nBring boots'],
  ['what is written with entities', '<p>Fish &amp; chips &lt;3 &#x1F41F; &#33;</p>', 'Fish & chips <3 🐟 !'],
  ['whole handles, as the mention shows only their beginning', `<p><span class="h-card">${link('https://wattpost.example/@jule', '@<span>jule</span>', ' class="u-url mention"')}</span> hello</p>`, '@jule@wattpost.example hello'],
  ['tags', `<p>${link('https://kelp.example/tags/geese', '#<span>geese</span>', ' class="mention hashtag"')}</p>`, '#geese'],
  ['addresses that are shown cut short', `<p>See ${link('https://tides.example/a/very/long/path?x=1&amp;y=2', '<span class="invisible">https://</span><span class="ellipsis">tides.example/a/very</span><span class="invisible">/long/path?x=1&amp;y=2</span>')}</p>`, 'See https://tides.example/a/very/long/path?x=1&y=2'],
  ['the words of a link beside its address', `<p>${link('https://tides.example/', 'the table')}</p>`, 'the table https://tides.example/'],
  ['lists', '<p>Bring:</p><ul><li>boots</li><li>tea</li></ul><p>Bye</p>', 'Bring:\n- boots\n- tea\n\nBye'],
  ['custom emojis drawn as images', '<p>tea <img alt=":teapot:" src="x"></p>', 'tea :teapot:'],
  ['no address of the quoted post, which is no part of the words', `<p class="quote-inline">RE: ${link('https://far.example/1', 'far.example/1')}</p><p>So true</p>`, 'So true'],
  ['text with a stray bracket', 'a <b', 'a b'],
  ['nothing', '', ''],
])('%s come back', (_what, html, text) => {
  expect(rebuildText(html as Html, mentions)).toBe(text);
});
