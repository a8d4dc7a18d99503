import { deflateSync, crc32 } from 'node:zlib';

/** Eight bits per channel, red green blue. */
export type Colour = readonly [number, number, number];

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Colours the pixel; outside of the canvas nothing happens. */
  set(x: number, y: number, colour: Colour): void;
  fill(paint: (x: number, y: number) => Colour): void;
  disc(centreX: number, centreY: number, radius: number, colour: Colour): void;
  box(left: number, top: number, width: number, height: number, colour: Colour): void;
  toPng(): Uint8Array<ArrayBuffer>;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** PNG of RGB rows, each line unfiltered. */
function encode(width: number, height: number, pixels: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y += 1) rows.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  return new Uint8Array(
    Buffer.concat([Buffer.from(signature), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]),
  );
}

/** A picture to draw on, for people's faces and photos: real PNG files without any picture library. */
export function createCanvas(width: number, height: number): Canvas {
  const pixels = new Uint8Array(width * height * 3);
  const set = (x: number, y: number, colour: Colour) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    pixels.set(colour, (Math.floor(y) * width + Math.floor(x)) * 3);
  };
  return {
    width,
    height,
    set,
    fill(paint) {
      for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) set(x, y, paint(x, y));
    },
    disc(centreX, centreY, radius, colour) {
      for (let y = Math.floor(centreY - radius); y <= centreY + radius; y += 1) {
        for (let x = Math.floor(centreX - radius); x <= centreX + radius; x += 1)
          if (Math.hypot(x - centreX, y - centreY) <= radius) set(x, y, colour);
      }
    },
    box(left, top, boxWidth, boxHeight, colour) {
      for (let y = top; y < top + boxHeight; y += 1) for (let x = left; x < left + boxWidth; x += 1) set(x, y, colour);
    },
    toPng: () => encode(width, height, pixels),
  };
}

/** Width and height in pixels, null when this is no PNG file. */
export function readPngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  if (bytes.length < 24 || signature.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
