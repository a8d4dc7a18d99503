import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../core/ports.ts';

/** `randomInt` takes at most 48 bits. */
const steps = 2 ** 48 - 1;

export function createRandom(): Random {
  return {
    unit: () => randomInt(steps) / steps,
    token: (bytes) => randomBytes(bytes).toString('base64url'),
    uuid: () => randomUUID(),
  };
}
