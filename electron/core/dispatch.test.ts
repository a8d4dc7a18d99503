import * as fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { call, nothing, returns } from '../contract/call.ts';
import { calls, ok, type CallName, type Handlers } from '../contract/index.ts';
import { createDispatch, type HandlersOf } from './dispatch.ts';
import { StorageFailure } from './ports.ts';

const table = {
  'post.count': call({ input: v.strictObject({ text: v.string(), targets: v.array(v.strictObject({ id: v.pipe(v.string(), v.minLength(1)) })) }), output: returns<number>() }),
  'post.trim': call({ input: v.pipe(v.string(), v.trim()), output: returns<string>() }),
  'post.break': call({ input: nothing, output: returns<null>() }),
  'post.store': call({ input: nothing, output: returns<null>() }),
};

const logged: { event: string; fields: Record<string, unknown> | undefined }[] = [];
let runs: string[] = [];

function setUp() {
  const log = { info: () => {}, warn: () => {}, error: (event: string, fields?: Record<string, unknown>) => void logged.push({ event, fields }) };
  let ids = 0;
  const random = { unit: () => 0.5, token: () => 'token', uuid: () => `id-${++ids}` };
  const handlers: HandlersOf<typeof table> = {
    'post.count': ({ text, targets }) => (runs.push('post.count'), ok(text.length * targets.length)),
    'post.trim': async (text) => (runs.push('post.trim'), ok(text)),
    'post.break': () => {
      runs.push('post.break');
      throw new Error('a secret text');
    },
    'post.store': () => {
      throw new StorageFailure('The disk is full.', null);
    },
  };
  return createDispatch(table, handlers, { log, random });
}

beforeEach(() => {
  logged.length = 0;
  runs = [];
});

describe('dispatch', () => {
  test('runs the handler with the parsed input', async () => {
    const dispatch = setUp();
    expect(await dispatch('post.count', { text: 'four', targets: [{ id: 'a' }, { id: 'b' }] })).toEqual(ok(8));
    expect(await dispatch('post.trim', '  text ')).toEqual(ok('text'));
  });

  test('takes a missing input for a call without one', async () => {
    expect(await setUp()('post.break', undefined)).toMatchObject({ ok: false, error: { kind: 'bug' } });
    expect(runs).toEqual(['post.break']);
  });

  test('names the field that was wrong, and runs nothing', async () => {
    const answer = await setUp()('post.count', { text: 'x', targets: [{ id: 'a' }, { id: '' }] });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'targets.1.id' } });
    expect(runs).toEqual([]);
  });

  test('refuses keys that are not in the schema', async () => {
    const answer = await setUp()('post.count', { text: 'x', targets: [], more: 1 });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'more' } });
    expect(await setUp()('post.count', JSON.parse('{"text":"x","targets":[],"__proto__":{"polluted":1}}'))).toMatchObject({ ok: false });
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(runs).toEqual([]);
  });

  test('a throw is a bug with an id, logged once, and its message stays here', async () => {
    const answer = await setUp()('post.break', {});
    expect(answer).toEqual({ ok: false, error: { kind: 'bug', id: 'id-1' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({ event: 'bug', fields: { id: 'id-1', where: 'call post.break' } });
  });

  test('a store that cannot write is an expected failure, not a bug', async () => {
    expect(await setUp()('post.store', {})).toEqual({ ok: false, error: { kind: 'storage', message: 'The disk is full.' } });
    expect(logged).toEqual([]);
  });

  test.each(['', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'post', 'POST.COUNT', 'post.count ', 'post.count\0', 'ｐost.count'])(
    'knows no call %j',
    async (name) => {
      expect(await setUp()(name, {})).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'name' } });
      expect(runs).toEqual([]);
    },
  );

  test('hostile names and inputs never throw and never run a handler', async () => {
    const dispatch = setUp();
    const hostileName = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString'), fc.anything() as fc.Arbitrary<string>);
    await fc.assert(
      fc.asyncProperty(hostileName, fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true, withDate: true, withTypedArray: true }), async (name, raw) => {
        fc.pre(typeof name !== 'string' || !Object.hasOwn(table, name));
        expect((await dispatch(name, raw)).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
    expect(runs).toEqual([]);
  });

  test('every real call refuses garbage without running, and takes nothing that is not its input', async () => {
    const handlers = Object.fromEntries(Object.keys(calls).map((name) => [name, () => (runs.push(name), ok(null))])) as unknown as Handlers;
    const dispatch = createDispatch(calls, handlers, { log: { info: () => {}, warn: () => {}, error: (event) => void logged.push({ event, fields: {} }) }, random: { unit: () => 0, token: () => '', uuid: () => 'id' } });
    const names = Object.keys(calls) as CallName[];
    const garbage = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.anything(), { minLength: 1 }), fc.dictionary(fc.string({ minLength: 30 }), fc.anything(), { minKeys: 1 }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), garbage, async (name, raw) => {
        expect(await dispatch(name, raw)).toMatchObject({ ok: false, error: { kind: 'invalidInput' } });
      }),
      { numRuns: 3000 },
    );
    expect({ runs, logged }).toEqual({ runs: [], logged: [] });
  });

  test('an input with a getter that throws is a bug value, not a throw', async () => {
    const hostile = Object.defineProperty({}, 'text', { enumerable: true, get: () => { throw new Error('trap'); } });
    expect(await setUp()('post.count', hostile)).toMatchObject({ ok: false, error: { kind: 'bug' } });
    expect(runs).toEqual([]);
  });
});

test('a call and its handler compile only together', () => {
  type Two = Pick<typeof table, 'post.trim' | 'post.break'>;
  expectTypeOf<Pick<HandlersOf<Two>, 'post.trim'>>().not.toExtend<HandlersOf<Two>>();
  expectTypeOf<HandlersOf<Two>['post.trim']>().parameter(0).toEqualTypeOf<string>();
  // @ts-expect-error a call without its handler
  const missing: HandlersOf<Two> = { 'post.trim': (text) => ok(text) };
  // @ts-expect-error a handler without its call
  const extra: HandlersOf<Two> = { 'post.trim': (text) => ok(text), 'post.break': () => ok(null), 'post.other': () => ok(null) };
  expectTypeOf<HandlersOf<typeof calls>>().toExtend<Handlers>();
  expect([missing, extra]).toHaveLength(2);
});
