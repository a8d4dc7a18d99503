import { expect, test } from 'vitest';
import type { AccountKey } from '../../contract/ids.ts';
import { samplePerson, sampleSeen } from '../../core/testing/samples.ts';
import { createMemoryStores } from './stores.ts';

test('people are found by how their handle or their name begins, shortest handle first, whatever the case', () => {
  const stores = createMemoryStores();
  const meet = (name: string, displayName: string): void => {
    const author = { ...samplePerson(name, 'kelp.example'), displayName };
    stores.statuses.put('kelp.example/1' as AccountKey, sampleSeen(`https://kelp.example/${name}`, name, { author }), 1);
  };
  meet('Jule', 'Petersen');
  meet('julian_the_longer', 'J');
  meet('ines', 'Julia Brandt');
  meet('tomasz', 'Tomasz 50% off_sale');
  const found = (text: string, limit = 10): readonly string[] => stores.knownPeople.beginningWith(text, limit).map(({ handle }) => handle.split('@')[0] ?? '');
  expect(found('JUL')).toEqual(['ines', 'Jule', 'julian_the_longer']);
  expect(found('jul', 1)).toEqual(['ines']);
  expect(found('jule@kelp')).toEqual(['Jule']);
  expect(found('tomasz 50%')).toEqual(['tomasz']);
  expect(found('%')).toEqual([]);
  expect(found('zoe')).toEqual([]);
  stores.close();
});
