import { fail, ok, type Result } from '../../contract/result.ts';
import type { ServerProfile } from '../fediverse.ts';

/** Longest code or message taken from a redirect. */
const maxParameter = 2048;

/**
 * Reads what the browser brought to the redirect address. Anybody on this machine can call that address, so `state`
 * comes first; `iss` (RFC 9207) then stops a code of one server from being handed to another.
 */
export function readRedirect(query: URLSearchParams, expected: { readonly state: string; readonly profile: ServerProfile }): Result<string> {
  const { summary, apiBase } = expected.profile;
  const foreign = fail({ kind: 'badAnswer' as const, host: summary.apiHost, reason: 'wrongShape' as const, status: 0, mayHaveArrived: false });
  if (onlyValue(query, 'state') !== expected.state) return foreign;
  if (query.has('iss') && !isIssuer(onlyValue(query, 'iss'), apiBase)) return foreign;
  const error = onlyValue(query, 'error');
  if (error === 'access_denied') return fail({ kind: 'cancelled' });
  if (query.has('error')) return fail({ kind: 'forbidden', host: summary.apiHost, message: (onlyValue(query, 'error_description') ?? error ?? '').slice(0, 300) });
  const code = onlyValue(query, 'code');
  return code === null ? foreign : ok(code);
}

/** A parameter that is there twice could be read differently by two readers: it counts as absent. */
function onlyValue(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name);
  const [value] = values;
  return values.length === 1 && value !== undefined && value !== '' && value.length <= maxParameter ? value : null;
}

/** Mastodon names itself with a slash at the end (`root_url`), RFC 8414 without. */
function isIssuer(iss: string | null, apiBase: string): boolean {
  return iss !== null && iss.replace(/\/$/, '') === apiBase;
}
