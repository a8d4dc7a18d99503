import { decodeBlurHash } from 'fast-blurhash';
import { useEffect, useRef } from 'react';

const side = 24;
/** A longer one is no blurhash: 9 by 9 components take 2 × 81 + 4 letters. */
const longestHash = 166;

/** The colours of a picture before it is there, or while it is covered. Fills its box. */
export function Blurhash({ hash, className }: { readonly hash: string; readonly className: string | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    // Kept in memory: a canvas on the graphics card is a layer of its own, and so is all that lies over it, through every frame.
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!context || hash.length > longestHash) return;
    try {
      context.putImageData(new ImageData(new Uint8ClampedArray(decodeBlurHash(hash, side, side)), side, side), 0, 0);
    } catch {
      // A hash that cannot be read leaves the plain ground in sight.
      context.clearRect(0, 0, side, side);
    }
  }, [hash]);
  return <canvas ref={canvas} width={side} height={side} className={className} aria-hidden="true" />;
}
