import type { AttachedFile } from '../../electron/contract/attachments.ts';
import { ok, type Result } from '../../electron/contract/result.ts';
import type { Bridge } from '../bridge/bridge.ts';

/** Below what one call may carry, and small enough for the calls beside it not to wait. */
const partBytes = 512 * 1024;

/** Hands a file to the app, part by part: it is on this computer's disk when this answers, and no server has it yet. */
export async function attachFile(bridge: Pick<Bridge, 'call'>, blob: Blob, mimeType: string): Promise<Result<AttachedFile>> {
  const id = crypto.randomUUID();
  const sent = await inParts(blob, (part) => bridge.call('compose.attach', { id, ...part }));
  return sent.ok ? ok({ id, mimeType, bytes: blob.size }) : sent;
}

interface FilePart {
  readonly offset: number;
  readonly total: number;
  /** Base64. */
  readonly data: string;
}

/** Hands over a file part by part, in order; ends with the first part that is not taken. */
export async function inParts(blob: Blob, write: (part: FilePart) => Promise<Result<unknown>>): Promise<Result<null>> {
  for (let offset = 0; offset < blob.size; offset += partBytes) {
    const bytes = new Uint8Array(await blob.slice(offset, offset + partBytes).arrayBuffer());
    const answer = await write({ offset, total: blob.size, data: toBase64(bytes) });
    if (!answer.ok) return answer;
  }
  return ok(null);
}

/** Arguments of one call have a limit, so in pieces. */
const pieceBytes = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += pieceBytes) text += String.fromCharCode(...bytes.subarray(start, start + pieceBytes));
  return btoa(text);
}
