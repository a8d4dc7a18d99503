import type { MediaAttachment } from '../../../electron/contract/statuses.ts';

/** What a saved copy is called: its name on the server it is from, without what no file system takes. */
export function fileNameOf(item: MediaAttachment): string {
  const path = item.remoteUrl === null ? null : URL.parse(item.remoteUrl)?.pathname;
  const last = (path ?? '').split('/').at(-1) ?? '';
  // A dot in front would hide the file.
  const name = decoded(last).replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/u, '').slice(-120);
  return name === '' ? `${item.kind}-${item.id.replaceAll(/[^\w-]+/g, '')}` : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Puts a picture that is shown into the clipboard, as PNG: the one kind every browser takes there. False where it cannot be done. */
export async function copyPicture(picture: HTMLImageElement): Promise<boolean> {
  try {
    const canvas = document.createElement('canvas');
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    const png = new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png'));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return true;
  } catch {
    return false;
  }
}
