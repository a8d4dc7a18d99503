import { count } from './time.ts';

export const threadText = {
  title: 'Thread',
  size: (posts: number): string => count(posts, 'post'),
  focused: (author: string): string => `The opened post, by ${author}`,
  openInBrowser: 'Open in browser',
  loading: 'Looking for replies',
  fetching: 'A server is fetching more replies',
  collapse: (n: number): string => `Hide ${count(n, 'reply', 'replies')}`,
  expand: (n: number): string => `Show ${count(n, 'reply', 'replies')}`,
  toCopy: 'to the copy of',
  noReplies: 'No replies yet',
  tryAgain: 'Try again',
  more: (n: number): string => `Show ${count(n, 'more reply', 'more replies')}`,
  edited: (when: string): string => `edited ${when}`,
  reached: 'reached',
  unavailable: (accounts: string): string => `The server of ${accounts} did not answer: replies only it knows may be missing.`,
} as const;
