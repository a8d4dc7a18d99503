import { expect, it } from 'vitest';
import type { AccountKey, StatusId, StatusUri } from '../../electron/contract/index.ts';
import type { StatusView, Thread } from '../../electron/contract/statuses.ts';
import { makeView } from './testing/make-view.ts';
import { hasNewReply } from './thread-news.ts';

const me = 'a.example/1' as AccountKey;
const view = (name: string, inReplyTo: string | null, account = me): StatusView => {
  const made = makeView(name as StatusUri, [account]);
  return { ...made, marks: made.marks.map((mark) => ({ ...mark, id: name as StatusId, inReplyToId: inReplyTo as StatusId | null })) };
};
const thread: Thread = { ancestors: [], focus: view('1', null), copies: [], descendants: [{ ...view('2', '1'), depth: 1, copyOf: null }], unavailable: [], refreshAt: null };
const known = new Map([thread.focus, ...thread.descendants].map((each) => [each.status.uri, each]));
const after = (...views: StatusView[]): Map<StatusUri, StatusView> => new Map([...known, ...views.map((each) => [each.status.uri, each] as const)]);

it('a reply to any post of the thread is news, once', () => {
  expect(hasNewReply(thread, known, after(view('3', '2')))).toBe(true);
  expect(hasNewReply(thread, after(view('3', '2')), after(view('3', '2')))).toBe(false);
  expect(hasNewReply(thread, known, after(view('3', '9')))).toBe(false);
  expect(hasNewReply(thread, known, after(view('3', null)))).toBe(false);
});

it('ids of another account\'s server mean nothing', () => {
  expect(hasNewReply(thread, known, after(view('3', '2', 'b.example/2' as AccountKey)))).toBe(false);
});
