import { colours } from './blurhash-colours.ts';

/** The colours of a picture before it is there, or while it is covered. Fills its box. A hash that cannot be read leaves the plain ground in sight. */
export function Blurhash({ hash, className }: { readonly hash: string; readonly className: string | undefined }) {
  const url = colours(hash);
  return url === null ? null : <img src={url} alt="" className={className} draggable={false} />;
}
