/** Pictures and other files of a world, by name. Drawn ones are made when first asked for and never saved. */
export interface StoredFile {
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface FileStore {
  get(name: string): StoredFile | null;
  /** An upload: kept in the snapshot. */
  put(name: string, file: StoredFile): void;
  draw(name: string, mime: string, draw: () => Uint8Array<ArrayBuffer>): void;
  uploads(): { name: string; mime: string; base64: string }[];
}

export function createFileStore(): FileStore {
  const uploads = new Map<string, StoredFile>();
  const drawings = new Map<string, { readonly mime: string; readonly draw: () => Uint8Array<ArrayBuffer>; file: StoredFile | null }>();
  return {
    get(name) {
      const drawing = drawings.get(name);
      if (!drawing) return uploads.get(name) ?? null;
      drawing.file ??= { mime: drawing.mime, bytes: drawing.draw() };
      return drawing.file;
    },
    put: (name, file) => void uploads.set(name, file),
    draw: (name, mime, draw) => void drawings.set(name, { mime, draw, file: null }),
    uploads: () => [...uploads].map(([name, file]) => ({ name, mime: file.mime, base64: Buffer.from(file.bytes).toString('base64') })),
  };
}
