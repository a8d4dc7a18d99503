import { describe, expect, it } from 'vitest';
import type { StatusId, StatusUri } from '../../contract/ids.ts';
import { sampleBoost, sampleItem, sampleKey, sampleSeen } from '../testing/samples.ts';
import { decide, subjectOf, type EventFacts } from './ingest.ts';

const id = (text: string): StatusId => text as StatusId;
const facts: EventFacts = {
  feed: sampleKey('me'),
  lineKnown: false,
  uri: null,
  buried: false,
  newest: { id: id('50'), at: 5_000 },
  oldest: { id: id('10'), at: 1_000 },
  above: null,
  below: null,
  horizon: 100_000,
};

describe('decide: update', () => {
  it('puts a new post on top', () => {
    expect(decide({ kind: 'update', item: sampleItem('51', 5_100) }, facts)).toMatchObject({ kind: 'insert', onTop: true, line: { at: 5_100, entry: 'https://a.example/s/51' } });
  });

  it('keeps the order of the server for a delivered post with an old date', () => {
    expect(decide({ kind: 'update', item: sampleItem('51', 200) }, facts)).toMatchObject({ kind: 'insert', onTop: true, line: { at: expect.closeTo(5_000, 0) as number } });
  });

  it('places a post whose id is dated by publication below the top', () => {
    expect(decide({ kind: 'update', item: sampleItem('30', 3_000) }, facts)).toMatchObject({ kind: 'insert', onTop: false, line: { at: 3_000 } });
  });

  it('fits a late post between its neighbours on the server, whatever its date', () => {
    const neighbours = { above: { id: id('31'), at: 3_100 }, below: { id: id('29'), at: 2_900 } };
    const placed = (createdAt: number) => decide({ kind: 'update', item: sampleItem('30', createdAt) }, { ...facts, ...neighbours });
    expect(placed(3_000)).toMatchObject({ line: { at: 3_000 } });
    expect(placed(10)).toMatchObject({ line: { at: expect.closeTo(2_900, 0) as number } });
    expect(placed(9_000)).toMatchObject({ line: { at: expect.closeTo(3_100, 0) as number } });
  });

  it('does not begin a second list below what is loaded', () => {
    expect(decide({ kind: 'update', item: sampleItem('5', 500) }, facts)).toEqual({ kind: 'ignore', why: 'olderThanStored' });
  });

  it('does not believe a date in the future', () => {
    expect(decide({ kind: 'update', item: sampleItem('51', 9_000_000) }, facts)).toMatchObject({ line: { at: 100_000 } });
  });

  it('refreshes what is there already: servers repeat themselves', () => {
    expect(decide({ kind: 'update', item: sampleItem('50', 5_000) }, { ...facts, lineKnown: true })).toMatchObject({ kind: 'refresh' });
  });

  it('ignores a post whose delete came first', () => {
    expect(decide({ kind: 'update', item: sampleItem('51', 5_100) }, { ...facts, buried: true })).toEqual({ kind: 'ignore', why: 'deleted' });
  });

  it('begins a list where there is none', () => {
    expect(decide({ kind: 'update', item: sampleItem('51', 42) }, { ...facts, newest: null, oldest: null })).toMatchObject({ kind: 'insert', onTop: true, line: { at: 42 } });
  });

  it('keys a boost by who boosted what, whatever the wrapper says of itself', () => {
    const boost = sampleBoost('52', 5_200, 'bob', sampleSeen('https://c.example/s/1', '7'));
    expect(decide({ kind: 'update', item: boost }, facts)).toMatchObject({ line: { id: '52', entry: 'boost:https://b.example/users/bob>https://c.example/s/1' } });
  });
});

describe('decide: the rest', () => {
  it('takes an edit for a known status only', () => {
    const event = { kind: 'statusUpdate', seen: sampleSeen('u', '9') } as const;
    expect(decide(event, facts)).toEqual({ kind: 'ignore', why: 'unknownStatus' });
    expect(decide(event, { ...facts, uri: 'u' as StatusUri })).toMatchObject({ kind: 'refresh' });
  });

  it('tells a deleted post from a boost that was taken back', () => {
    expect(decide({ kind: 'delete', id: id('9') }, { ...facts, uri: 'u' as StatusUri, lineKnown: true })).toMatchObject({ kind: 'removeStatus', uri: 'u' });
    expect(decide({ kind: 'delete', id: id('9') }, { ...facts, lineKnown: true })).toEqual({ kind: 'removeLine', id: '9' });
  });

  it('remembers a delete of something unknown', () => {
    expect(decide({ kind: 'delete', id: id('9') }, facts)).toEqual({ kind: 'bury', id: '9' });
  });

  it('asks for another look when filters changed', () => {
    expect(decide({ kind: 'filtersChanged' }, facts)).toEqual({ kind: 'recheck' });
  });

  it('knows which id each event is about', () => {
    expect(subjectOf({ kind: 'update', item: sampleBoost('52', 1, 'bob', sampleSeen('u', '7')) })).toBe('52');
    expect(subjectOf({ kind: 'statusUpdate', seen: sampleSeen('u', '7') })).toBe('7');
    expect(subjectOf({ kind: 'delete', id: id('3') })).toBe('3');
    expect(subjectOf({ kind: 'notificationsMerged' })).toBeNull();
  });
});
