import { createManualClock, createPracticeWorld } from '../index.ts';
import type { ManualClock, PracticeWorld, PracticeWorldOptions, RunningServer } from '../index.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; throws when it is no JSON. */
  json(): unknown;
  /** The parsed body as a list of objects. */
  list(): Record<string, unknown>[];
  /** The parsed body as an object. */
  object(): Record<string, unknown>;
}

/** The id of an entity; throws when it has none. */
export function idOf(entity: unknown): string {
  if (!isObject(entity) || typeof entity['id'] !== 'string') throw new Error('no id');
  return entity['id'];
}

export interface TestClient {
  readonly call: (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<TestAnswer | 'dropped'>;
  /** As `call`, for exchanges that must be answered. */
  readonly ask: (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<TestAnswer>;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asAnswer(status: number, headers: readonly (readonly [string, string])[], body: Uint8Array): TestAnswer {
  const text = new TextDecoder().decode(body);
  const json = (): unknown => JSON.parse(text);
  return {
    status,
    headers: Object.fromEntries(headers),
    text,
    json,
    list() {
      const value = json();
      if (!Array.isArray(value)) throw new Error(`no list: ${text.slice(0, 200)}`);
      return value.filter(isObject);
    },
    object() {
      const value = json();
      if (!isObject(value)) throw new Error(`no object: ${text.slice(0, 200)}`);
      return value;
    },
  };
}

/** Speaks to a server without sockets, with the token of an account or without one. */
export function clientOf(server: RunningServer, token: string | null): TestClient {
  const call: TestClient['call'] = async (method, url, body, headers = {}) => {
    const isForm = body instanceof FormData;
    const encoded = isForm ? new Response(body) : null;
    const type = encoded?.headers.get('content-type') ?? 'application/json';
    const bytes = encoded ? new Uint8Array(await encoded.arrayBuffer()) : new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body));
    const answer = await server.request({
      method,
      url,
      body: bytes,
      headers: {
        ...(body === undefined ? {} : { 'content-type': type }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    return answer.kind === 'dropped' ? 'dropped' : asAnswer(answer.status, answer.headers, answer.body);
  };
  return {
    call,
    async ask(...request) {
      const answer = await call(...request);
      if (answer === 'dropped') throw new Error(`dropped: ${request[0]} ${request[1]}`);
      return answer;
    },
  };
}

export interface TestWorld {
  readonly world: PracticeWorld;
  readonly clock: ManualClock;
  /** Lets deliveries arrive: a second of the world's time. */
  readonly settle: () => void;
  readonly as: (key: string) => TestClient;
  readonly anybody: (domain: string) => TestClient;
}

/** 2026-11-22 12:00 UTC */
export const testStart = Date.UTC(2026, 10, 22, 12);

/** Three people on two Mastodon servers by default, and time that stands still. */
export function createTestWorld(options: Partial<PracticeWorldOptions> = {}): TestWorld {
  const clock = createManualClock(testStart);
  const world = createPracticeWorld({
    seed: 7,
    clock,
    servers: [
      { domain: 'kelp.example', kind: 'mastodon-4.6' },
      { domain: 'nordsee.example', kind: 'mastodon-4.5' },
    ],
    ...options,
  });
  return {
    world,
    clock,
    settle: () => clock.advance(1000),
    as: (key) => clientOf(world.server(key.split('@')[1] ?? ''), world.signIn(key).token),
    anybody: (domain) => clientOf(world.server(domain), null),
  };
}
