import type { PracticeServer } from '../model/server.ts';
import { now } from '../model/server.ts';
import { resetText } from '../rate-limits.ts';
import type { Reply } from '../rest/reply.ts';
import { failure, html, unauthorized } from '../rest/reply.ts';
import type { Fault } from './board.ts';

interface Answered {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array<ArrayBuffer>;
}

const names: Readonly<Record<number, string>> = {
  403: 'Forbidden',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
};

function rateLimited(server: PracticeServer, fault: Extract<Fault, { kind: 'rateLimited' }>): Reply {
  const reply = failure(429, server.traits.limits === 'throttle' ? 'Throttled' : 'Too many requests');
  if (!fault.headers) return reply;
  const resetAt = resetText(now(server) + (fault.resetInMs ?? 60_000));
  return { ...reply, headers: { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': resetAt } };
}

/** The answer a fault gives instead of the real one, before the work is done or after it. Null when it gives none. */
export function faultedAnswer(server: PracticeServer, fault: Fault, when: 'before' | 'after'): Reply | null {
  if (fault.kind === 'htmlError' && (fault.afterCommit ?? false) === (when === 'after')) {
    const retry: Record<string, string> = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
    const title = `${fault.status} ${names[fault.status] ?? ''}`;
    return html(
      `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center><hr><center>nginx</center></body></html>`,
      fault.status,
      retry,
    );
  }
  if (when === 'after') return null;
  switch (fault.kind) {
    case 'jsonError':
      return failure(fault.status, fault.error);
    case 'rateLimited':
      return rateLimited(server, fault);
    case 'unauthorized':
      return unauthorized(server);
    case 'captivePortal':
      return html(
        '<!doctype html><html><head><title>Welcome to the guest network</title></head><body><h1>Please accept the terms</h1><form action="/accept" method="post"><button>Connect</button></form></body></html>',
      );
    case 'instead':
      return {
        status: fault.status,
        body: fault.body,
        headers: fault.headers ?? {},
        contentType: fault.contentType ?? 'application/json; charset=utf-8',
      };
    case 'redirect':
      return { status: fault.status, body: '', headers: { location: fault.to }, contentType: 'text/html; charset=utf-8' };
    default:
      return null;
  }
}

/** Turns every field of an item into something of another type. */
function distort(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner === 'string') return [key, { unexpected: true }];
      return [key, typeof inner === 'object' ? 7 : 'unexpected'];
    }),
  );
}

/** Pages and pictures stay as they are. */
function wrongTypes(answer: Answered, index: number): Uint8Array<ArrayBuffer> {
  const { body } = answer;
  if (!answer.headers.some(([name, value]) => name === 'content-type' && value.startsWith('application/json'))) return body;
  const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
  const spoiled = Array.isArray(parsed) ? parsed.map((item, at) => (at === index ? distort(item) : item)) : distort(parsed);
  return new TextEncoder().encode(JSON.stringify(spoiled));
}

function spoilLink(link: string, fault: Fault): string {
  if (fault.kind === 'relativeLink') return link.replaceAll(/<https?:\/\/[^/>]+/g, '<');
  if (fault.kind !== 'endlessLink') return link;
  return link.replaceAll(/&?max_id=[^&>]+/g, '');
}

function spoil(answer: Answered, fault: Fault): Answered {
  switch (fault.kind) {
    case 'truncated':
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case 'wrongTypes':
      return { ...answer, body: wrongTypes(answer, fault.index) };
    case 'relativeLink':
    case 'endlessLink':
      return { ...answer, headers: answer.headers.map(([name, value]) => [name, name === 'link' ? spoilLink(value, fault) : value]) };
    case 'noContentType':
      return { ...answer, headers: answer.headers.filter(([name]) => name !== 'content-type') };
    default:
      return answer;
  }
}

/** Damages an answer that is otherwise right. */
export function spoilAnswer(answer: Answered, faults: readonly Fault[]): Answered {
  return faults.reduce(spoil, answer);
}
