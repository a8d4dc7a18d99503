/** What `app://skein/…` answers: the page's files and the media of the app. */
import type { App } from '../app.ts';
import { securityHeaders } from '../host/page-policy.ts';
import type { StaticFiles } from '../host/static-files.ts';
import { isAppUrl } from './policy.ts';

export function createProtocolHandler({ app, files }: { readonly app: Pick<App, 'media'>; readonly files: StaticFiles }): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isAppUrl(request.url) || request.method !== 'GET') return answer(404, {}, null);
    const { pathname, search } = new URL(request.url);
    if (pathname.startsWith('/media/')) return media(app, `${pathname.slice(1)}${search}`, request);
    const file = await files.read(pathname);
    return file === null ? answer(404, {}, null) : answer(200, file.headers, file.body);
  };
}

async function media(app: Pick<App, 'media'>, path: string, request: Request): Promise<Response> {
  const range = request.headers.get('range');
  const found = await app.media(path, { signal: request.signal, ...(range === null ? {} : { range }) });
  return answer(found.status, found.headers, found.body);
}

function answer(status: number, headers: Readonly<Record<string, string>>, body: ReadableStream | Uint8Array<ArrayBuffer> | null): Response {
  return new Response(body, { status, headers: { ...securityHeaders(null), ...headers } });
}
