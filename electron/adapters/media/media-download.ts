import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { Net, NetAnswer } from '../../core/ports.ts';
import { isTooManyPixels } from './image-size.ts';
import { sniffMediaType, type MediaType } from './media-type.ts';

export interface MediaLimits {
  readonly imageBytes: number;
  /** Video and sound. */
  readonly filmBytes: number;
  readonly cacheBytes: number;
  /** Downloads at the same time; more wait. */
  readonly parallel: number;
}

export const defaultMediaLimits: MediaLimits = {
  imageBytes: 20 * 1024 * 1024,
  filmBytes: 100 * 1024 * 1024,
  cacheBytes: 256 * 1024 * 1024,
  parallel: 6,
};

export interface Download {
  readonly type: MediaType;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** `/media_proxy/…` of Mastodon answers with a redirect to its file store; more than three hops nobody needs. */
const maxRedirects = 3;
const timeoutMs = 60_000;

const hostOf = (url: string): string => URL.parse(url)?.host ?? '';

const refuse = (url: string, status: number, reason: 'wrongShape' | 'tooLarge' | 'redirected'): Result<never> =>
  fail({ kind: 'badAnswer', host: hostOf(url), reason, status, mayHaveArrived: false });

function statusError(url: string, status: number): AppError {
  const host = hostOf(url);
  if (status === 404 || status === 410) return { kind: 'notFound', what: 'media' };
  if (status === 401 || status === 403) return { kind: 'forbidden', host, message: '' };
  if (status >= 500) return { kind: 'serverError', host, status, message: '', retryAt: null, mayHaveArrived: false };
  return { kind: 'rejected', host, status, message: '' };
}

/** A name that says "picture" is held to the picture's limit from the first byte on. */
function capOf(url: string, limits: MediaLimits): number {
  return /\.(?:png|jpe?g|gif|webp|avif)$/i.test(URL.parse(url)?.pathname ?? '') ? limits.imageBytes : limits.filmBytes;
}

/** Where a redirect leads; null where it may not be followed: no place, no web address, or from https down to http. */
function nextHop(url: string, answer: NetAnswer): string | null {
  const location = answer.headers.find(([name]) => name === 'location')?.[1];
  const next = location === undefined ? null : URL.parse(location, url);
  if (next === null || (next.protocol !== 'https:' && next.protocol !== 'http:')) return null;
  return next.protocol === 'http:' && url.startsWith('https:') ? null : next.href;
}

function judge(url: string, answer: NetAnswer, limits: MediaLimits): Result<Download> {
  if (answer.status !== 200) return fail(statusError(url, answer.status));
  const type = sniffMediaType(answer.body);
  if (type === null) return refuse(url, answer.status, 'wrongShape');
  if (type.family === 'image' && (answer.body.length > limits.imageBytes || isTooManyPixels(type, answer.body))) return refuse(url, answer.status, 'tooLarge');
  return ok({ type, bytes: answer.body });
}

/** Fetches one file without cookies, token or referrer. Address rules are the Net's, checked again at every hop. */
export async function downloadMedia(net: Net, url: string, limits: MediaLimits, signal: AbortSignal): Promise<Result<Download>> {
  let current = URL.parse(url)?.href ?? '';
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    if (!/^https?:/.test(current)) return fail({ kind: 'notFound', what: 'media' });
    const answer = await net.request({
      method: 'GET',
      url: current,
      headers: { accept: 'image/*, video/*, audio/*' },
      timeoutMs,
      maxBytes: capOf(current, limits),
      signal,
    });
    if (!answer.ok) return answer;
    if (answer.value.status < 300 || answer.value.status >= 400) return judge(current, answer.value, limits);
    const next = nextHop(current, answer.value);
    if (next === null) return refuse(current, answer.value.status, 'redirected');
    current = next;
  }
  return refuse(current, 302, 'redirected');
}
