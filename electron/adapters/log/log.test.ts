import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from './log.ts';
import { redactText } from './redact.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'skein-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const now = (): number => Date.UTC(2026, 10, 22, 12);
const written = (): string => readdirSync(dir).map((name) => readFileSync(join(dir, name), 'utf8')).join('');
const lines = (): Record<string, unknown>[] => readFileSync(join(dir, 'skein.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

describe('a line', () => {
  it('is one JSON object with time, level, event and fields', () => {
    const log = createLog({ dir, now });
    log.info('stream.open', { host: 'ann.example', attempt: 2 });
    log.warn('stream.end', { code: 1006, reason: 'two\nlines' });
    expect(lines()).toEqual([
      { time: '2026-11-22T12:00:00.000Z', level: 'info', event: 'stream.open', host: 'ann.example', attempt: 2 },
      { time: '2026-11-22T12:00:00.000Z', level: 'warn', event: 'stream.end', code: 1006, reason: 'two\nlines' },
    ]);
  });

  it('cannot be forged by a field of the same name', () => {
    createLog({ dir, now }).info('real', { event: 'forged', level: 'error', time: 'never' });
    expect(lines()).toMatchObject([{ event: 'real', level: 'info', event_: 'forged' }]);
  });

  it('survives anything it is given', () => {
    const log = createLog({ dir, now });
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    log.error('odd', { cycle, big: 12n, fn: () => 1, nothing: undefined, error: new TypeError('broken'), bytes: new Uint8Array(9), text: 'x'.repeat(100_000), list: Array.from({ length: 1000 }, () => 1) });
    const [line] = lines();
    expect(line).toMatchObject({ big: '12', error: { name: 'TypeError', message: 'broken' }, bytes: '[bytes]' });
    expect(JSON.stringify(line).length).toBeLessThan(4000);
  });

  it('goes to the terminal as well when it warns', () => {
    const shown: string[] = [];
    const log = createLog({ dir, now, warn: (line) => void shown.push(line) });
    log.info('quiet');
    log.error('loud', { token: 'canary' });
    expect(shown).toHaveLength(1);
    expect(shown[0]).toContain('"loud"');
    expect(shown[0]).not.toContain('canary');
  });
});

describe('secrets', () => {
  const canary = 'c4naryZb0T6wqPzV1yLmN8kR3sUxEoHdJfGtQaSiWeB';
  const shapes: readonly (readonly [string, Record<string, unknown>])[] = [
    ['a header', { headers: { Authorization: `Bearer ${canary}` } }],
    ['a sentence', { message: `server said: Bearer ${canary} is not valid` }],
    ['a field by name', { accessToken: canary, client_secret: canary, refresh_token: canary, codeVerifier: canary, Cookie: canary }],
    ['an object under a secret name', { token: { value: canary } }],
    ['a query', { url: `wss://ann.example/api/v1/streaming?access_token=${canary}&stream=user` }],
    ['a fragment', { url: `https://ann.example/callback#token=${canary}` }],
    ['an authorisation code', { url: `skein://callback?code=${canary}&state=abc` }],
    ['a form body', { body: `grant_type=authorization_code&code=${canary}&client_secret=${canary}` }],
    ['JSON in a text', { body: `{"access_token":"${canary}","token_type":"Bearer"}` }],
    ['an error', { error: new Error(`connect failed: https://ann.example/?access_token=${canary}`) }],
    ['a URL object', { url: new URL(`https://ann.example/?code=${canary}`) }],
    ['user and password', { url: `https://robin:${canary}@ann.example/` }],
    ['a bare token', { what: `got ${canary} back` }],
    ['deep inside', { a: { b: [{ c: `Bearer ${canary}` }] } }],
    ['the event', {}],
    ['beyond the cut', { text: `${'x '.repeat(230)}access_token=${canary}` }],
  ];

  it.each(shapes)('in %s never reach the file', (name, fields) => {
    createLog({ dir, now }).warn(name === 'the event' ? `refused Bearer ${canary}` : 'canary.test', fields);
    expect(written()).toMatch(/redacted|\?…/);
    expect(written()).not.toContain(canary.slice(0, 12));
  });

  it.each([
    'https://ann.example/@robin/113000000000000000',
    'ann.example/113000000000000000',
    '01JCX5T6M7N8P9Q0R1S2T3V4W5',
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    'https://ann.example/system/media/abc.png',
  ])('are not seen in %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('cut queries but keep what tells hosts and paths apart', () => {
    expect(redactText('GET https://ann.example/api/v1/timelines/home?min_id=5&limit=40 failed')).toBe('GET https://ann.example/api/v1/timelines/home?… failed');
  });
});

describe('rotation', () => {
  it('keeps so many files of so many bytes, the newest lines among them', () => {
    const log = createLog({ dir, now, maxFileBytes: 1000, maxFiles: 3 });
    for (let n = 0; n < 200; n += 1) log.info('tick', { n });
    expect(readdirSync(dir).toSorted()).toEqual(['skein.1.log', 'skein.2.log', 'skein.log']);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(1000);
    expect(lines().at(-1)).toMatchObject({ n: 199 });
    const all = [2, 1].flatMap((index) => readFileSync(join(dir, `skein.${index}.log`), 'utf8').trim().split('\n')).length + lines().length;
    expect(written().match(/"n":/g)).toHaveLength(all);
    expect(written()).toContain(`"n":${200 - all}}`);
  });

  it('goes on where the last run stopped', () => {
    createLog({ dir, now, maxFileBytes: 300 }).info('first');
    const log = createLog({ dir, now, maxFileBytes: 300 });
    for (let n = 0; n < 4; n += 1) log.info('more', { n });
    expect(readFileSync(join(dir, 'skein.1.log'), 'utf8')).toContain('first');
  });

  it('never stops the app, also where the folder is a file', () => {
    const shown: string[] = [];
    writeFileSync(join(dir, 'taken'), '');
    const log = createLog({ dir: join(dir, 'taken'), now, warn: (line) => void shown.push(line) });
    expect(() => log.info('tick')).not.toThrow();
    expect(shown[0]).toContain('EEXIST');
  });
});
