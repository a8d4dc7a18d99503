import { fail, type Result } from '../../contract/index.ts';
import type { MediaCalls, NewMedia, UploadedMedia } from '../../core/fediverse.ts';
import type { AccountApi } from './account-api.ts';
import type { ApiAnswer } from './answer.ts';
import { get, asRecord, readId, readText } from './json.ts';
import { pathPart } from './rest-plan.ts';

const maxDescriptionLength = 10_000;

export function mediaCalls(api: AccountApi, host: string): MediaCalls {
  const read = (answer: Result<ApiAnswer>): Result<UploadedMedia> => {
    if (!answer.ok) return answer;
    const media = toUploaded(answer.value);
    return media === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: answer.value.status, mayHaveArrived: answer.value.changes }) : { ok: true, value: media };
  };
  return {
    async uploadMedia(media, options) {
      const send = (path: string): Promise<Result<ApiAnswer>> => api.upload(path, toForm(media), { what: 'file', options, onSent: options?.onProgress });
      const answer = await send('/api/v2/media');
      // Before Mastodon 3.1.3 and on some relatives there is only the older one, which waits until the file is ready.
      const isUnknown = !answer.ok && (answer.error.kind === 'notFound' || answer.error.kind === 'unsupported');
      return read(isUnknown ? await send('/api/v1/media') : answer);
    },
    uploadedMedia: async (id, options) => read(await api.send((rest) => rest.v1.media.$select(pathPart(id)).fetch(), { what: 'file', options })),
    describeMedia: async (id, media, options) =>
      read(await api.send((rest) => rest.v1.media.$select(pathPart(id)).update({ description: media.description, ...(media.focus === null ? {} : { focus: toFocus(media.focus) }) }), { what: 'file', options })),
  };
}

function toForm({ bytes, mimeType, name, description, focus }: NewMedia): FormData {
  const form = new FormData();
  form.set('file', new File([bytes], name, { type: mimeType }));
  if (description !== '') form.set('description', description);
  if (focus !== null) form.set('focus', toFocus(focus));
  return form;
}

function toFocus({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${x.toFixed(2)},${y.toFixed(2)}`;
}

/**
 * 200 is ready. 202 and 206 are not, unless there is an address already: Akkoma answers 202 to everything
 * (media_controller.ex create2), Mastodon leaves `url` null while it works.
 */
function toUploaded({ status, json }: ApiAnswer): UploadedMedia | null {
  const record = asRecord(json);
  const id = readId(get(record, 'id'));
  if (id === null) return null;
  const hasUrl = readText(get(record, 'url'), 10) !== '';
  return { id, ready: status === 200 || hasUrl, description: readText(get(record, 'description'), maxDescriptionLength) };
}
