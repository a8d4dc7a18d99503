import type { ArchivePost } from '../../contract/archives.ts';
import type { SavedFile } from '../../contract/carry-over.ts';
import { toLines } from './text.ts';

/** Own posts as one Markdown text, oldest first. Boosts are other people's posts and stay out. */
export function postsFile(handle: string, posts: readonly ArchivePost[]): SavedFile {
  const own = posts.filter(({ boostOf }) => boostOf === null).toReversed();
  return { name: `${handle}-posts.md`, mimeType: 'text/markdown', text: [`# @${handle}\n`, ...own.map(markdownOf)].join('\n') };
}

function markdownOf(post: ArchivePost): string {
  const facts = [`Visibility: ${post.visibility}`, ...(post.url === null ? [] : [`<${addressOf(post.url)}>`]), ...(post.inReplyTo === null ? [] : [`In reply to <${addressOf(post.inReplyTo)}>`])];
  const media = post.media.map(({ family, description }) => `- [${family}] ${escaped(description)}`.trimEnd());
  const parts = [post.spoilerText === '' ? '' : `**${escaped(post.spoilerText)}**`, escaped(toLines(post.content)), media.join('\n')];
  return [`## ${new Date(post.publishedAt).toISOString()}`, facts.join('  \n'), ...parts.filter((part) => part !== '')].join('\n\n') + '\n';
}

/** What would begin a heading, a list, a quotation or HTML stays text, and lines stay lines. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<]/g, (mark) => `\\${mark}`)
    .replaceAll(/^(\s*)([#>+-]|\d+(?=[.)]))/gm, (_, space: string, mark: string) => (/\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`))
    .replaceAll(/([^\n])\n(?=[^\n])/g, '$1  \n');
}

function addressOf(url: string): string {
  return url.replaceAll(/[<>\s]/g, encodeURIComponent);
}

/** One address a line, without a heading, as Mastodon writes and reads it. Addresses are parsed ones: no quote, no line break. */
export function addressesFile(name: string, addresses: readonly string[]): SavedFile {
  return { name, mimeType: 'text/csv', text: addresses.map((address) => (address.includes(',') ? `"${address}"\n` : `${address}\n`)).join('') };
}
