import { expect, it } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import type { Hidden } from '../../contract/shield.ts';
import { createMemoryStores } from './stores.ts';

const [me, you] = ['a.example/1', 'b.example/2'] as [AccountKey, AccountKey];
const mute = (subject: string, endsAt: number | null = null): Hidden => ({ kind: 'mute', subject, person: null, endsAt });
const domain: Hidden = { kind: 'domain', subject: 'aaa.example', person: null, endsAt: null };

it('keeps whom each account hides by itself, people before domains', () => {
  const { hidden } = createMemoryStores();
  expect([hidden.of(me), hidden.readAt(me)]).toEqual([[], null]);
  hidden.replace(me, [domain, mute('zoe@x.example'), mute('ada@x.example', 7)], 100);
  hidden.put(you, mute('bob@x.example'));
  expect([hidden.of(me), hidden.readAt(me)]).toEqual([[mute('ada@x.example', 7), mute('zoe@x.example'), domain], 100]);
  hidden.put(me, mute('ada@x.example', 9));
  hidden.remove(me, 'domain', 'aaa.example');
  expect(hidden.of(me)).toEqual([mute('ada@x.example', 9), mute('zoe@x.example')]);
  hidden.replace(me, [], 200);
  expect(hidden.of(me)).toEqual([]);
  hidden.forget(me);
  expect([hidden.readAt(me), hidden.of(you)]).toEqual([null, [mute('bob@x.example')]]);
});
