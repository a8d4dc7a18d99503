import { describe, expect, it } from 'vitest';
import type { AccountKey } from './ids.ts';
import type { Hidden, ShieldRule } from './shield.ts';
import { hiddenByOthers, indexOf, noShield, shieldVerdict } from './shield-verdict.ts';

const [home, work, birds] = ['kelp/1', 'work/2', 'sea/3'] as AccountKey[] as [AccountKey, AccountKey, AccountKey];
const mute = (subject: string, endsAt: number | null = null): Hidden => ({ kind: 'mute', subject, person: null, endsAt });
const domain = (subject: string): Hidden => ({ kind: 'domain', subject, person: null, endsAt: null });
const shield = (rules: readonly ShieldRule[], ...hidden: readonly Hidden[]) => indexOf({ rules, sets: [{ account: home, hidden }] });
const overWork: ShieldRule = { from: home, over: work };
const ada = 'Ada@far.example';

describe('shieldVerdict', () => {
  it('says nothing without rules', () => {
    expect(shieldVerdict([ada], [work], noShield, 0)).toBeNull();
    expect(shieldVerdict([ada], [work], shield([], mute('ada@far.example')), 0)).toBeNull();
  });

  it('hides in what the one account shows whom the other muted, by full handle whatever the case', () => {
    const index = shield([overWork], mute('ada@far.example'));
    expect(shieldVerdict([ada], [work], index, 0)).toEqual({ kind: 'mute', account: home, subject: 'ada@far.example' });
    expect(shieldVerdict(['ada@near.example'], [work], index, 0)).toBeNull();
  });

  it('is for a pair: what an account brings that nobody shields is shown', () => {
    const index = shield([overWork], mute('ada@far.example'));
    expect(shieldVerdict([ada], [birds], index, 0)).toBeNull();
    expect(shieldVerdict([ada], [work, birds], index, 0)).toBeNull();
    expect(shieldVerdict([ada], [work, home], index, 0)).not.toBeNull();
  });

  it('holds over timelines read without an account only where that is set', () => {
    expect(shieldVerdict([ada], [], shield([overWork], mute('ada@far.example')), 0)).toBeNull();
    expect(shieldVerdict([ada], [], shield([{ from: home, over: 'foreign' }], mute('ada@far.example')), 0)).toMatchObject({ account: home });
  });

  it('ends with the mute', () => {
    const index = shield([overWork], mute('ada@far.example', 100));
    expect(shieldVerdict([ada], [work], index, 99)).not.toBeNull();
    expect(shieldVerdict([ada], [work], index, 100)).toBeNull();
  });

  it('takes a block before a mute that ends', () => {
    const index = shield([overWork], { ...mute('ada@far.example'), kind: 'block' }, mute('ada@far.example', 100));
    expect(shieldVerdict([ada], [work], index, 500)).toMatchObject({ kind: 'block' });
  });

  it('hides a domain and not those below it, for boosters too', () => {
    const index = shield([overWork], domain('far.example'));
    expect(shieldVerdict(['eve@near.example', ada], [work], index, 0)).toEqual({ kind: 'domain', account: home, subject: 'far.example' });
    expect(shieldVerdict(['eve@sub.far.example'], [work], index, 0)).toBeNull();
  });
});

describe('hiddenByOthers', () => {
  it('leaves what an account hides itself to its server', () => {
    const index = shield([overWork], mute('ada@far.example', 100));
    expect(hiddenByOthers(ada, work, index, 0)).toEqual({ kind: 'mute', account: home, subject: 'ada@far.example' });
    expect(hiddenByOthers(ada, work, index, 100)).toBeNull();
    expect(hiddenByOthers(ada, home, index, 0)).toBeNull();
    expect(hiddenByOthers(ada, birds, index, 0)).toBeNull();
  });
});
