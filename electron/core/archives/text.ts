import type { Html } from '../../contract/ids.ts';
import { toPlainText } from '../notifications/index.ts';

/** HTML of a post as lines of text, with a free line between paragraphs and links in full. In linear time, whatever it holds. */
export function toLines(html: Html): string {
  const [first = '', ...pieces] = html.split('<');
  const text = [first];
  for (const piece of pieces) {
    const end = piece.indexOf('>');
    if (end < 0) continue;
    text.push(breakOf(piece.slice(0, Math.min(end, 16))), piece.slice(end + 1));
  }
  const lines = text.join('').split('\n').map((line) => toPlainText(line as Html));
  return lines.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim();
}

function breakOf(tag: string): string {
  if (/^br\b/i.test(tag)) return '\n';
  return /^\/(?:p|li|div|h[1-6]|blockquote|pre)\b/i.test(tag) ? '\n\n' : '';
}
