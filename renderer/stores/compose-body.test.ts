import { describe, expect, test } from 'vitest';
import type { Account } from '../../electron/contract/accounts.ts';
import type { AccountProblem } from '../../electron/contract/compose.ts';
import type { StatusView, Visibility } from '../../electron/contract/statuses.ts';
import { cleaned, differences, effective, holdOf, isBlank, mayReply, newBody, replyAccount, replyBody, replyMentions, stricterOf, toPostVisibility, withOverride, withReplyAccount, withTarget } from './compose-body.ts';
import { withBoosting, withoutMember } from './compose-boosters.ts';
import { account, statusView } from './testing/compose-fixtures.ts';

const home = account('home', 'maren@kelp.example');
const work = account('work', 'mholt@cartolab.example', { visibility: 'private', language: 'de' });
const birds = account('birds', 'birds@nordsee.example');
const all = [home, work, birds];
const both = (): ReturnType<typeof newBody> => withTarget(newBody(home), birds);

describe('visibility', () => {
  test.each<[Visibility, string]>([['public', 'public'], ['unlisted', 'unlisted'], ['private', 'private'], ['direct', 'direct'], ['local', 'private'], ['mutuals', 'private']])('a reply to a %s post may be %s', (visibility, expected) => {
    expect(toPostVisibility(visibility)).toBe(expected);
  });

  test.each([['public', 'private', 'private'], ['direct', 'public', 'direct'], ['unlisted', 'unlisted', 'unlisted']] as const)('of %s and %s, %s is stricter', (one, other, expected) => {
    expect(stricterOf(one, other)).toBe(expected);
  });

  test.each([['public', 'private'], ['direct', 'direct'], ['unlisted', 'private']] as const)('Work (followers only) answers a %s post as %s', (visibility, expected) => {
    expect(replyBody(statusView({ visibility, reached: ['work'] }), work).visibility).toBe(expected);
  });
});

describe('a reply', () => {
  const view = statusView({ author: 'Jule@wattpost.example', mentions: ['maren@kelp.example', 'dev@wetlands.example', 'jule@wattpost.example'], spoilerText: 'Birds', reached: ['home', 'birds'] });

  test('mentions the author first, each person once, never the one who answers', () => {
    expect(replyMentions(view, 'Maren@kelp.example')).toBe('@jule@wattpost.example @dev@wetlands.example ');
    expect(replyMentions(statusView({ author: 'maren@kelp.example', reached: ['home'] }), 'maren@kelp.example')).toBe('');
  });

  test('keeps the warning and the conversation', () => {
    expect(replyBody(view, home)).toMatchObject({ inReplyTo: view.status.uri, spoilerText: 'Birds', sensitive: true, targets: [{ account: 'home', overrides: {} }] });
  });

  test('comes from the account asked for, else the last used one, else the first it reached', () => {
    expect(replyAccount(view, all, birds.key, home.key)?.key).toBe('birds');
    expect(replyAccount(view, all, null, birds.key)?.key).toBe('birds');
    expect(replyAccount(view, all, null, work.key)?.key).toBe('home');
    expect(replyAccount(statusView({ reached: [] }), all, null, undefined)?.key).toBe('home');
  });

  test('to a private post is offered only to accounts that were shown it', () => {
    const secret = statusView({ visibility: 'private', reached: ['birds'] });
    expect(mayReply(secret, all).map(({ key }) => key)).toEqual(['birds']);
    expect(replyAccount(secret, all, home.key, undefined)?.key).toBe('birds');
    expect(replyAccount(statusView({ visibility: 'direct', reached: [] }), all, home.key, undefined)).toBeUndefined();
  });

  test('changes hands: mentions follow untouched text, and only that', () => {
    const body = replyBody(view, home);
    expect(withReplyAccount(body, view, home, birds)).toMatchObject({ text: '@jule@wattpost.example @maren@kelp.example @dev@wetlands.example ', targets: [{ account: 'birds' }] });
    expect(withReplyAccount({ ...body, text: `${body.text}Hello` }, view, home, birds).text).toBe(`${body.text}Hello`);
  });
});

describe('accounts of a post', () => {
  test('a more private account keeps its own rule, in sight', () => {
    const body = withTarget(newBody(home), work);
    expect(body.visibility).toBe('public');
    expect(differences(body, work.key)).toEqual(['visibility']);
    expect(effective(body, work.key).visibility).toBe('private');
  });

  test('a more open account does not open the post', () => {
    const body = withTarget(newBody(work), home);
    expect(effective(body, home.key).visibility).toBe('private');
    expect(differences(body, home.key)).toEqual([]);
  });

  test('adding twice is adding once; taking away leaves the others', () => {
    expect(withTarget(both(), birds).targets).toHaveLength(2);
    expect(withoutMember(both(), home.key).targets).toEqual([{ account: 'birds', overrides: {} }]);
  });
});

describe('differences', () => {
  test('what equals the post is no difference', () => {
    const body = withOverride(both(), birds.key, 'visibility', 'public');
    expect(body.targets[1]?.overrides).toEqual({});
  });

  test('no language is a difference of its own', () => {
    const body = withOverride({ ...both(), language: 'en' }, birds.key, 'language', null);
    expect(effective(body, birds.key).language).toBeNull();
    expect(differences(body, birds.key)).toEqual(['language']);
    expect(effective(body, home.key).language).toBe('en');
  });

  test('an own text may begin as a copy, is counted, and is not sent as a difference while it is none', () => {
    const body = withOverride({ ...both(), text: 'Long' }, birds.key, 'text', 'Long');
    expect(differences(body, birds.key)).toEqual(['text']);
    expect(cleaned(body).targets[1]?.overrides).toEqual({});
    expect(cleaned(withOverride(body, birds.key, 'text', 'Short')).targets[1]?.overrides).toEqual({ text: 'Short' });
  });

  test('a difference the post caught up with is shown and sent as none', () => {
    const body = { ...withOverride(both(), birds.key, 'visibility', 'unlisted'), visibility: 'unlisted' as const };
    expect(differences(body, birds.key)).toEqual([]);
    expect(cleaned(body).targets[1]?.overrides).toEqual({});
  });

  test('taking a difference back leaves the others', () => {
    const body = withOverride(withOverride(both(), birds.key, 'spoilerText', 'Bird data'), birds.key, 'visibility', 'unlisted');
    expect(withOverride(body, birds.key, 'visibility', undefined).targets[1]?.overrides).toEqual({ spoilerText: 'Bird data' });
  });
});

describe('blank', () => {
  const prefilled = { text: '@jule@wattpost.example ', spoilerText: 'Birds' };
  test.each([
    ['nothing', newBody(home), true],
    ['spaces', { ...newBody(home), text: ' \n' }, true],
    ['only what was put in', { ...newBody(home), ...prefilled }, true],
    ['a word more', { ...newBody(home), ...prefilled, text: `${prefilled.text}x` }, false],
    ['a warning of their own', { ...newBody(home), spoilerText: 'Mine' }, false],
    ['an own version', withOverride(newBody(home), home.key, 'text', 'Own'), false],
  ])('%s', (_name, body, expected) => expect(isBlank(body, prefilled)).toBe(expected));
});

describe('what holds a post', () => {
  const facts = (body = { ...both(), text: 'Geese' }, more: { accounts?: readonly Account[]; replyTo?: StatusView; used?: number; problems?: readonly AccountProblem[]; attaching?: number } = {}) => ({
    body,
    accounts: more.accounts ?? all,
    measures: new Map([[birds.key, { account: birds.key, limit: 280, parts: [{ used: more.used ?? 5, split: [] }] }]]),
    now: 0,
    quoted: null,
    neverFromMoved: true,
    problems: more.problems ?? [],
    attaching: more.attaching ?? 0,
    replyTo: more.replyTo ?? null,
    prefilled: { text: '@jule@wattpost.example ', spoilerText: '' },
  });

  test('nothing', () => expect(holdOf(facts())).toBeNull());
  test('no account', () => expect(holdOf(facts({ ...both(), text: 'x', targets: [] }))).toEqual({ why: 'noAccount' }));
  test('no text', () => expect(holdOf(facts(both()))).toEqual({ why: 'empty', account: null }));
  test('nothing but the mentions that were put in', () => expect(holdOf(facts({ ...both(), text: '@jule@wattpost.example ' }))).toEqual({ why: 'empty', account: null }));
  test('an emptied own version', () => expect(holdOf(facts(withOverride({ ...both(), text: 'Geese' }, birds.key, 'text', ' ')))).toEqual({ why: 'empty', account: 'birds' }));
  test('too long for one', () => expect(holdOf(facts(undefined, { used: 287 }))).toEqual({ why: 'tooLong', account: 'birds', by: 7, part: null }));
  test('exactly full is fine', () => expect(holdOf(facts(undefined, { used: 280 }))).toBeNull());
  test('a post others are to boost that is not for everybody', () => {
    const boosting = withBoosting({ ...both(), text: 'Geese' }, true);
    expect(holdOf(facts(boosting))).toBeNull();
    expect(holdOf(facts({ ...boosting, visibility: 'private' }))).toEqual({ why: 'boostVisibility' });
    expect(holdOf(facts(withOverride(boosting, home.key, 'visibility', 'direct')))).toEqual({ why: 'boostVisibility' });
    expect(holdOf(facts(withBoosting({ ...boosting, visibility: 'private' }, false)))).toBeNull();
  });
  test('an account that is to boost and left', () => expect(holdOf(facts(withBoosting({ ...both(), text: 'Geese' }, true), { accounts: [home] }))).toEqual({ why: 'gone', account: 'birds' }));
  test('an account that left', () => expect(holdOf(facts(undefined, { accounts: [home] }))).toEqual({ why: 'gone', account: 'birds' }));
  test('an account that is signed out', () => {
    const out = { ...birds, health: { ...birds.health, state: 'signedOut' as const } };
    expect(holdOf(facts(undefined, { accounts: [home, out] }))).toEqual({ why: 'signedOut', account: 'birds' });
  });
  test('an account that moved away', () => expect(holdOf(facts(undefined, { accounts: [home, { ...birds, movedTo: 'b@new.example' }] }))).toEqual({ why: 'moved', account: 'birds' }));
  test('an account that moved away, where the person allows that', () => {
    expect(holdOf({ ...facts(undefined, { accounts: [home, { ...birds, movedTo: 'b@new.example' }] }), neverFromMoved: false })).toBeNull();
  });
  test('an account that was never shown the post', () => {
    const replyTo = statusView({ visibility: 'private', reached: ['home'] });
    expect(holdOf(facts(undefined, { replyTo }))).toEqual({ why: 'cannotSee', account: 'birds' });
  });
});
