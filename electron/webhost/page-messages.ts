/** What a page may say on its socket, parsed. The shapes are described at the top of `server.ts`. */

export interface Hello {
  readonly token: string;
  readonly seen: ReadonlyMap<string, number>;
}

export interface CallMessage {
  readonly id: string;
  readonly call: string;
  readonly input: unknown;
}

export function parseHello(text: string): Hello | null {
  const value = parseObject(text);
  if (value === null || typeof value['token'] !== 'string') return null;
  const seen = value['seen'];
  if (typeof seen !== 'object' || seen === null) return null;
  const known = Object.entries(seen).filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]));
  return { token: value['token'], seen: new Map(known) };
}

export function parseCall(text: string): CallMessage | null {
  const value = parseObject(text);
  if (value === null) return null;
  const { id, call, input } = value;
  if (typeof id !== 'string' || id === '' || id.length > 64 || typeof call !== 'string') return null;
  return { id, call, input };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
