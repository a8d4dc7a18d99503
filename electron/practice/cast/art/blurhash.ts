import type { Colour } from '../../png.ts';

/** The few soft colours shown while a picture loads (blurha.sh, "Algorithm.md"): cosines of the picture, written in base 83. */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';
const across = 4;
const down = 3;

const base83 = (value: number, length: number): string => Array.from({ length }, (_, index) => digits[Math.floor(value / 83 ** (length - 1 - index)) % 83]).join('');

/** sRGB channel, 0 to 255, as light, 0 to 1; and back. */
const toLight = (channel: number): number => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
const toChannel = (light: number): number => {
  const inside = Math.min(1, Math.max(0, light));
  return Math.round((inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055) * 255);
};

function factor(width: number, height: number, at: (x: number, y: number) => Colour, i: number, j: number): Colour {
  const sum: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const basis = Math.cos((Math.PI * i * x) / width) * Math.cos((Math.PI * j * y) / height);
      const [red, green, blue] = at(x, y);
      sum[0] += basis * toLight(red);
      sum[1] += basis * toLight(green);
      sum[2] += basis * toLight(blue);
    }
  }
  const scale = (i === 0 && j === 0 ? 1 : 2) / (width * height);
  return [sum[0] * scale, sum[1] * scale, sum[2] * scale];
}

const step = (value: number, largest: number): number => Math.min(18, Math.max(0, Math.floor(Math.sign(value) * Math.sqrt(Math.abs(value) / largest) * 9 + 9.5)));

export function blurhashOf(width: number, height: number, at: (x: number, y: number) => Colour): string {
  const factors = Array.from({ length: across * down }, (_, index) => factor(width, height, at, index % across, Math.floor(index / across)));
  const [mean = [0, 0, 0], ...rest] = factors;
  const size = Math.min(82, Math.max(0, Math.floor(Math.max(...rest.flat().map(Math.abs)) * 166 - 0.5)));
  const average = (toChannel(mean[0]) << 16) | (toChannel(mean[1]) << 8) | toChannel(mean[2]);
  const largest = (size + 1) / 166;
  const others = rest.map(([red, green, blue]) => base83(step(red, largest) * 361 + step(green, largest) * 19 + step(blue, largest), 2));
  return base83(across - 1 + (down - 1) * 9, 1) + base83(size, 1) + base83(average, 4) + others.join('');
}
