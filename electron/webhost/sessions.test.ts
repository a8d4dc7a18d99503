import { describe, expect, test } from 'vitest';
import { backoffMs, createSessions, idleLifeMs, startCodeLifeMs, wrongTriesAllowed, type Session, type Sessions } from './sessions.ts';

function setup() {
  const time = { now: 0 };
  const sessions = createSessions(() => time.now);
  const spent: string[] = [];
  const issue = (name: string): string => sessions.issueCode(() => spent.push(name));
  return { time, sessions, spent, issue };
}

function granted(sessions: Sessions, code: string): Session {
  const attempt = sessions.exchange(code);
  if (attempt.kind !== 'granted') throw new Error(attempt.kind);
  return attempt.value;
}

describe('start codes', () => {
  test('work once', () => {
    const { sessions, spent, issue } = setup();
    const code = issue('first');
    expect(sessions.exchange(code).kind).toBe('granted');
    expect(spent).toEqual(['first']);
    expect(sessions.exchange(code)).toEqual({ kind: 'wrong' });
  });

  test('are good for a minute to the millisecond', () => {
    const { time, sessions, issue } = setup();
    const inTime = issue('in time');
    const late = issue('late');
    time.now = startCodeLifeMs;
    expect(sessions.exchange(inTime).kind).toBe('granted');
    time.now = startCodeLifeMs + 1;
    expect(sessions.exchange(late)).toEqual({ kind: 'wrong' });
  });

  test('that nobody used are told to be spent by the sweep', () => {
    const { time, sessions, spent, issue } = setup();
    issue('unused');
    sessions.expire();
    expect(spent).toEqual([]);
    time.now = startCodeLifeMs + 1;
    sessions.expire();
    expect(spent).toEqual(['unused']);
  });

  test('are all void after five wrong tries, and for a second nothing is answered', () => {
    const { time, sessions, spent, issue } = setup();
    const code = issue('good');
    for (let i = 0; i < wrongTriesAllowed; i += 1) expect(sessions.exchange('guess')).toEqual({ kind: 'wrong' });
    expect(spent).toEqual(['good']);
    expect(sessions.exchange(code)).toEqual({ kind: 'backoff' });
    time.now += backoffMs;
    expect(sessions.exchange(code)).toEqual({ kind: 'wrong' });
    expect(sessions.exchange(issue('new')).kind).toBe('granted');
  });

  test('wrong tokens count as wrong tries too', () => {
    const { sessions, issue } = setup();
    const code = issue('good');
    for (let i = 0; i < wrongTriesAllowed; i += 1) sessions.find('guess');
    expect(sessions.find('guess')).toEqual({ kind: 'backoff' });
    expect(sessions.exchange(code)).toEqual({ kind: 'backoff' });
  });
});

describe('sessions', () => {
  test('have a token and a media key of their own, at least 128 bits each', () => {
    const { sessions, issue } = setup();
    const [one, two] = [granted(sessions, issue('a')), granted(sessions, issue('b'))];
    expect(new Set([one.token, one.mediaKey, two.token, two.mediaKey]).size).toBe(4);
    for (const text of [one.token, one.mediaKey]) expect(Buffer.from(text, 'base64url').byteLength).toBeGreaterThanOrEqual(16);
    expect(sessions.find(one.token)).toEqual({ kind: 'granted', value: one });
    expect(sessions.hasMediaKey(one.mediaKey)).toBe(true);
    expect(sessions.hasMediaKey(one.token)).toBe(false);
  });

  test('end when the page is gone for more than ten minutes, with their media', () => {
    const { time, sessions, issue } = setup();
    const session = granted(sessions, issue('a'));
    const detach = sessions.attach(session);
    time.now = 10 * idleLifeMs;
    sessions.expire();
    expect(sessions.find(session.token).kind).toBe('granted');
    detach();
    detach();
    time.now += idleLifeMs;
    sessions.expire();
    expect(sessions.find(session.token).kind).toBe('granted');
    time.now += 1;
    sessions.expire();
    expect(sessions.find(session.token)).toEqual({ kind: 'wrong' });
    expect(sessions.hasMediaKey(session.mediaKey)).toBe(false);
  });

  test('stay while one of two sockets is open', () => {
    const { time, sessions, issue } = setup();
    const session = granted(sessions, issue('a'));
    const detachFirst = sessions.attach(session);
    sessions.attach(session);
    detachFirst();
    detachFirst();
    time.now = 2 * idleLifeMs;
    sessions.expire();
    expect(sessions.find(session.token).kind).toBe('granted');
  });
});
