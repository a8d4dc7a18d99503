import { maxAttachmentBytes, type DraftMedia } from '../../contract/attachments.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { MediaAttachment } from '../../contract/statuses.ts';
import type { Attachments, Random } from '../../core/ports.ts';
import type { MediaProxy } from '../media/media-proxy.ts';

export interface KeepMediaDeps {
  readonly media: MediaProxy;
  readonly attachments: Attachments;
  readonly random: Random;
}

const extensions: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif', 'image/webp': 'webp', 'video/mp4': 'mp4', 'video/webm': 'webm', 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg' };

/**
 * Brings a file of a post back into the profile, to be posted anew: the server's version of it, whole, with its alt text
 * and focus. `notFound` where it is gone.
 */
export function createKeepMedia({ media, attachments, random }: KeepMediaDeps) {
  return async function keepMedia({ path, description, focus }: MediaAttachment): Promise<Result<DraftMedia>> {
    if (path === null) return fail({ kind: 'notFound', what: 'file' });
    const file = await media.get(path);
    if (!file.ok) return file;
    const mimeType = file.value.contentType.split(';')[0]?.trim() ?? '';
    const bytes = new Uint8Array(await new Response(file.value.body).arrayBuffer());
    if (!/^(?:image|video|audio)\//.test(mimeType) || bytes.length === 0 || bytes.length > maxAttachmentBytes) return fail({ kind: 'invalidInput', field: 'media', message: 'This file cannot be kept' });
    const id = random.uuid();
    const written = await attachments.write(id, { offset: 0, total: bytes.length, bytes });
    if (!written.ok) return written;
    return ok({ file: { id, mimeType, bytes: bytes.length }, name: `picture.${extensions[mimeType] ?? 'bin'}`, description: description ?? '', focus });
  };
}
