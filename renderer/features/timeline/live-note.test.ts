import { expect, it } from 'vitest';
import type { AccountHealth } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import { makeAccount } from '../../stores/testing/make-view.ts';
import { liveNote } from './live-note.ts';

const account = (name: string, state: AccountHealth['state'], since = 0) => makeAccount(`${name}.example/1` as AccountKey, { nickname: name, health: { state, since, retryAt: 9, error: null } });

it('says nothing while all is well, polling included', () => {
  expect(liveNote([account('a', 'live'), account('b', 'polling'), account('c', 'starting')])).toBeNull();
  expect(liveNote([])).toBeNull();
});

it('names the one account in trouble, and counts several', () => {
  const lost = account('a', 'reconnecting');
  const out = account('b', 'signedOut');
  expect(liveNote([lost, account('c', 'live')])).toEqual({ kind: 'reconnecting', account: lost, retryAt: 9 });
  expect(liveNote([out, account('c', 'catchingUp')])).toEqual({ kind: 'signedOut', account: out });
  expect(liveNote([lost, out, account('c', 'live')])).toEqual({ kind: 'several', count: 2 });
});

it('says since when everything is offline', () => {
  const [one, other] = [account('a', 'offline', 50), account('b', 'offline', 20)];
  expect(liveNote([one, other])).toEqual({ kind: 'offline', since: 20, account: null });
  expect(liveNote([one, account('b', 'live')])).toEqual({ kind: 'offline', since: 50, account: one });
});
