import { fail, ok, type AppError, type BadAnswerReason, type Result, type UnexpectedPerson } from '../../contract/index.ts';
import type { NetAnswer } from '../../core/ports.ts';
import { asRecord, clip, dig, get, readId, readList, readTextOrNull } from './json.ts';
import { headerOf, retryAfterMs, type HeaderPairs } from './headers.ts';

/** A usable answer: the status is 2xx. `json` is undefined for an empty body. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: HeaderPairs;
  readonly json: unknown;
  /** It answers a request that may have changed something. */
  readonly changes: boolean;
}

export interface AnswerContext {
  readonly host: string;
  /** What was asked for, for `notFound` and `unsupported`: `status`, `timeline`, … */
  readonly what: string;
  /** False when an answer that is no answer proves nothing was changed: GET. */
  readonly changes: boolean;
  /** Our clock and the server's, epoch ms. */
  readonly now: number;
  readonly serverNow: number;
  /** Epoch ms, from the rate budget; used for 429. */
  readonly blockedUntil: number | null;
}

const maxMessageLength = 300;
const textDecoder = new TextDecoder();

/** Tells a real answer from an error, and both from what stands between us and the server. */
export function readAnswer(answer: NetAnswer, context: AnswerContext): Result<ApiAnswer> {
  const { status, headers } = answer;
  if (status >= 300 && status < 400) return fail(badAnswer(context, 'redirected', status, false));
  const text = textDecoder.decode(answer.body);
  const html = isHtml(headers, text);
  if (html && isBlockPage(status, headers)) return fail(badAnswer(context, 'blockedByProxy', status, false));
  if (status >= 200 && status < 300) return html ? fail(htmlPage(context, status, text)) : readJson(text, answer, context);
  if (status === 511) return fail(badAnswer(context, 'captivePortal', status, false));
  return fail(toError(status, headers, html ? undefined : parse(text), html, context));
}

function readJson(text: string, { status, headers }: NetAnswer, context: AnswerContext): Result<ApiAnswer> {
  if (text.trim() === '') return ok({ status, headers, json: undefined, changes: context.changes });
  const json = parse(text);
  return json === undefined ? fail(badAnswer(context, 'notJson', status, context.changes)) : ok({ status, headers, json, changes: context.changes });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // JSON itself never gives undefined
  }
}

function isHtml(headers: HeaderPairs, text: string): boolean {
  const type = headerOf(headers, 'content-type')?.toLowerCase() ?? '';
  if (type.includes('json')) return false;
  return type.includes('html') || /^\s*<(?:!doctype|html|head|\?xml)/i.test(text);
}

/** Cloudflare and its like: their own header, or their page in front of an error. A 401 page is a proxy's log-in. */
function isBlockPage(status: number, headers: HeaderPairs): boolean {
  if (headerOf(headers, 'cf-mitigated') !== null) return true;
  return status === 401 || status === 403 || status === 407 || status === 451;
}

/** Over TLS only the server itself, a parked domain or a company gateway can send a page; portals sit on plain Wi-Fi. */
function htmlPage(context: AnswerContext, status: number, text: string): AppError {
  const portal = /http-equiv=["']?refresh|captive|hotspot|wi-?fi|WISPAccessGatewayParam/i.test(text.slice(0, 20_000));
  return badAnswer(context, portal ? 'captivePortal' : 'html', status, context.changes);
}

export function badAnswer(context: AnswerContext, reason: BadAnswerReason, status: number, mayHaveArrived: boolean): AppError {
  return { kind: 'badAnswer', host: context.host, reason, status, mayHaveArrived };
}

function toError(status: number, headers: HeaderPairs, json: unknown, html: boolean, context: AnswerContext): AppError {
  const { host, what } = context;
  const message = errorMessage(json);
  if (status === 429) return { kind: 'rateLimited', host, retryAt: context.blockedUntil ?? retryTime(headers, context) ?? context.now };
  if (status >= 500 || status === 408) return { kind: 'serverError', host, status, message, retryAt: retryTime(headers, context), mayHaveArrived: context.changes };
  if (status === 401) return { kind: 'unauthorized', host, message };
  if (status === 403) return { kind: 'forbidden', host, message };
  // A page instead of the API's own "not found" says nothing about the post: a proxy, or a server being moved.
  if (html && (status === 404 || status === 410)) return badAnswer(context, 'html', status, false);
  if (status === 404 || status === 410) return { kind: 'notFound', what };
  // Mitra's NotSupported (errors.rs).
  if (status === 418) return { kind: 'unsupported', capability: what };
  const unexpected = readUnexpected(json);
  return { kind: 'rejected', host, status, message, ...(unexpected.length === 0 ? {} : { unexpected }) };
}

/** Of a post that was not made because it would have reached them (Mastodon api/v1/statuses_controller.rb). */
function readUnexpected(json: unknown): readonly UnexpectedPerson[] {
  return readList(get(asRecord(json), 'unexpected_accounts'), 100, (item) => {
    const [id, handle] = [readId(get(asRecord(item), 'id')), readTextOrNull(get(asRecord(item), 'acct'), 400)];
    return id === null || handle === null ? null : { id, handle };
  }).items;
}

function retryTime(headers: HeaderPairs, { now, serverNow }: AnswerContext): number | null {
  const waitMs = retryAfterMs(headers, serverNow);
  return waitMs === null ? null : now + waitMs;
}

/**
 * `{error: "…"}` (Mastodon), `{error: {…}}` and `{errors: {detail}}` (Pleroma), `{error, error_description}` (OAuth,
 * Sharkey: there the first is a code). Plain text for people; never matched on, it is localised.
 */
export function errorMessage(json: unknown): string {
  const record = asRecord(json);
  const code = firstText(get(record, 'error'), dig(json, 'error', 'message'), dig(json, 'errors', 'detail'), get(record, 'message'));
  const description = firstText(get(record, 'error_description'));
  const parts = [code, description].filter((part) => part !== '');
  return toMessage(parts.join(': '));
}

function firstText(...values: readonly unknown[]): string {
  return values.find((value) => typeof value === 'string' && value !== '')?.toString() ?? '';
}

/** One line, without control and direction characters and without tags: it ends up in toasts and logs. */
function toMessage(text: string): string {
  const line = clip(text, 2000)
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return clip(line, maxMessageLength);
}
