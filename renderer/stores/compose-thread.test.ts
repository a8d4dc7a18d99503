import { describe, expect, test } from 'vitest';
import type { DraftBody } from '../../electron/contract/compose.ts';
import { newBody, withOverride, withTarget } from './compose-body.ts';
import { withPoll } from './compose-parts.ts';
import { allParts, partBody, textAt, withNewPart, withoutBlankParts, withoutPart, withPartBody } from './compose-thread.ts';
import { account } from './testing/compose-fixtures.ts';

const home = account('home', 'maren@kelp.example');
const birds = account('birds', 'birdcount@nordsee.example');
const thread = (): DraftBody => withNewPart({ ...withTarget(newBody(home), birds), text: 'First' }, 0, 'b');
const change = (body: DraftBody, at: number, next: (part: DraftBody) => DraftBody): DraftBody => withPartBody(body, at, next(partBody(body, at)));

describe('a post of a thread as a draft of its own', () => {
  test('has its own text, poll and versions, and leaves those of the others alone', () => {
    let body = withOverride(thread(), birds.key, 'text', 'First, short');
    body = change(body, 1, (part) => withPoll({ ...part, text: 'Second' }, { options: ['a', 'b'] }));
    body = change(body, 1, (part) => withOverride(part, birds.key, 'text', 'Second, short'));
    expect(body).toMatchObject({ text: 'First', poll: null, thread: [{ id: 'b', text: 'Second', poll: { options: ['a', 'b'] }, own: [{ account: 'birds', text: 'Second, short' }] }] });
    expect(body.targets.map(({ overrides }) => overrides.text)).toEqual([undefined, 'First, short']);
    expect(partBody(body, 1).targets.map(({ overrides }) => overrides.text)).toEqual([undefined, 'Second, short']);
    expect([textAt(body, 0, null), textAt(body, 0, birds.key), textAt(body, 1, null), textAt(body, 1, birds.key)]).toEqual(['First', 'First, short', 'Second', 'Second, short']);
    expect([textAt(body, 0, home.key), textAt(body, 1, home.key), textAt(body, 2, null)]).toEqual(['', '', '']);
    body = change(body, 1, (part) => withOverride(part, birds.key, 'text', undefined));
    expect(body.thread[0]?.own).toEqual([]);
    expect(body.targets[1]?.overrides.text).toBe('First, short');
  });

  test('has line ends as a field has them, whatever another app sent', () => {
    expect(textAt({ ...thread(), text: 'Ebb\r\nand\rflow\n' }, 0, null)).toBe('Ebb\nand\nflow\n');
  });

  test('that is not there is not changed', () => {
    const body = thread();
    expect(change(body, 5, (part) => ({ ...part, text: 'Lost' }))).toBe(body);
  });
});

test('posts are put in and taken out where they stand; the second takes the place of a first that goes', () => {
  let body = change(thread(), 1, (part) => ({ ...part, text: 'Second' }));
  body = withNewPart(body, 0, 'between');
  expect(allParts(body).map(({ text }) => text)).toEqual(['First', '', 'Second']);
  expect(withoutBlankParts(body).thread.map(({ id }) => id)).toEqual(['b']);
  body = withoutPart(body, 1);
  body = withoutPart(body, 0);
  expect([body.text, body.thread]).toEqual(['Second', []]);
  expect(withoutPart(body, 0)).toBe(body);
});
