import type { PracticeServer } from '../model/server.ts';

/** What a route answers. `body` undefined sends nothing; a string is sent as it is with its own `contentType`. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** Nothing was changed, so the counters of deeds (follows, posts) take nothing. */
  readonly free?: boolean;
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, body, headers };
}

export function html(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, body, headers, contentType: 'text/html; charset=utf-8' };
}

export function redirect(location: string, status = 302, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, body: '', headers: { ...headers, location }, contentType: 'text/html; charset=utf-8' };
}

export function failure(status: number, error: string, more: Record<string, unknown> = {}): Reply {
  return { status, body: { error, ...more } };
}

/** 404 in the words of the server's software. Clients must not read them. */
export function notFound(server: PracticeServer): Reply {
  switch (server.traits.errorText) {
    case 'gotosocial':
      return failure(404, 'Not Found: target not found');
    case 'akkoma':
      return failure(404, "Can't find record");
    default:
      return failure(404, 'Record not found');
  }
}

export function unauthorized(server: PracticeServer): Reply {
  switch (server.traits.errorText) {
    case 'gotosocial':
      return failure(401, 'Unauthorized: token not supplied or invalid');
    case 'akkoma':
      return failure(403, 'Invalid credentials.');
    default:
      return failure(401, 'The access token is invalid');
  }
}

export function forbidden(): Reply {
  return failure(403, 'This action is not allowed');
}

/** Validation as Rails words it, with details per field. */
export function invalid(error: string, details?: Record<string, { error: string; description: string }[]>): Reply {
  return failure(422, `Validation failed: ${error}`, details ? { details } : {});
}
