import { fail, ok } from '../../../contract/result.ts';
import type { Attachments } from '../../ports.ts';

export interface MemoryAttachments extends Attachments {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
}

/** Files come whole, in one part. */
export function createMemoryAttachments(): MemoryAttachments {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    files,
    async write(id, { bytes }) {
      files.set(id, new Uint8Array(bytes));
      return ok(bytes.length);
    },
    async read(id) {
      const bytes = files.get(id);
      return bytes === undefined ? fail({ kind: 'notFound', what: 'file' }) : ok(bytes);
    },
    ids: async () => [...files.keys()],
    remove: async (id) => void files.delete(id),
  };
}
