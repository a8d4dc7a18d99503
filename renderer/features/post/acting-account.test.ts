import { describe, expect, it } from 'vitest';
import type { AccountKey, StatusUri } from '../../../electron/contract/index.ts';
import { actAsOrder, actingAccount, hindranceOf } from './acting-account.ts';
import { makeAccount, makeView } from '../../stores/testing/make-view.ts';

const home = makeAccount('a.example/1' as AccountKey);
const work = makeAccount('b.example/1' as AccountKey);
const old = makeAccount('c.example/1' as AccountKey, { movedTo: 'me@d.example' });
const out = makeAccount('d.example/1' as AccountKey, { health: { state: 'signedOut', since: 0, retryAt: null, error: null } });
const all = [home, work, old, out];
const uri = 'https://x.example/1' as StatusUri;

describe('actingAccount', () => {
  it('is the first of the rail that the post reached', () => {
    expect(actingAccount(makeView(uri, [home.key, work.key]), [work.key, home.key], all, new Map())).toBe(home);
    expect(actingAccount(makeView(uri, [home.key, work.key]), [work.key], all, new Map())).toBe(work);
  });
  it('is the one last used with this author, if the post reached it', () => {
    const last = new Map([['ann@c.example', work.key]]);
    expect(actingAccount(makeView(uri, [home.key, work.key]), [home.key, work.key], all, last)).toBe(work);
    expect(actingAccount(makeView(uri, [home.key, work.key]), [home.key], all, last)).toBe(home);
  });
  it('passes over accounts that cannot act while another can', () => {
    expect(actingAccount(makeView(uri, [old.key, work.key]), [old.key, work.key], [old, work], new Map())).toBe(work);
    expect(actingAccount(makeView(uri, [old.key]), [old.key], all, new Map())).toBe(old);
  });
});

describe('hindranceOf', () => {
  it('never offers a private post to an account that did not receive it', () => {
    const view = makeView(uri, [home.key], { visibility: 'private' });
    expect(hindranceOf(work, view, 'favourite')).toBe('cannotSee');
    expect(hindranceOf(home, view, 'favourite')).toBeNull();
    expect(hindranceOf(work, makeView(uri, [home.key]), 'favourite')).toBeNull();
  });
  it('boosts closed posts only by their own author, and private mentions never', () => {
    const own = { ...home, handle: 'ann@c.example' };
    expect(hindranceOf(home, makeView(uri, [home.key], { visibility: 'private' }), 'reblog')).toBe('closedPost');
    expect(hindranceOf(own, makeView(uri, [home.key], { visibility: 'private' }), 'reblog')).toBeNull();
    expect(hindranceOf(own, makeView(uri, [home.key], { visibility: 'direct' }), 'reblog')).toBe('closedPost');
  });
  it('says when an account has moved or is signed out', () => {
    expect([hindranceOf(old, makeView(uri, []), 'reply'), hindranceOf(out, makeView(uri, []), 'reply')]).toEqual(['moved', 'signedOut']);
  });
});

it('lists the accounts a post reached first', () => {
  expect(actAsOrder(all, [out.key, work.key]).map(({ key }) => key)).toEqual([work.key, out.key, home.key, old.key]);
});
