import { expect, test } from 'vitest';
import type { Html } from '../../contract/ids.ts';
import { toPlainText } from './plain-text.ts';

test.each([
  ['paragraphs and breaks as one line', '<p>one<br>two</p><p>three</p>', 'one two three'],
  ['entities, once', '<p>a &amp;lt; b &#x1F426;</p>', 'a &lt; b 🐦'],
  ['no hidden parts of links', '<a href="https://x.example/long"><span class="invisible">https://</span><span class="ellipsis">x.example</span></a>', 'x.example'],
  ['no address of the quoted post', '<p class="quote-inline">RE: <a href="https://x.example/1">https://x.example/1</a></p><p>So true</p>', 'So true'],
  ['nothing else that begins alike', '<p class="quote-inlined">RE: it</p>', 'RE: it'],
])('%s', (_what, html, text) => {
  expect(toPlainText(html as Html)).toBe(text);
});
