export interface Pasted {
  readonly kind: 'address' | 'handle';
  readonly text: string;
}

/** Looks like an address or a full handle: worth the question where it leads. The app decides what it is. */
export function parsePasted(text: string): Pasted | null {
  const trimmed = text.trim();
  if (/^https?:\/\/[^\s/]+\/\S+$/i.test(trimmed)) return { kind: 'address', text: trimmed };
  return /^(?:acct:|@)?[\w.-]+@[\w-]+(?:\.[\w-]+)+(?::\d+)?$/.test(trimmed) ? { kind: 'handle', text: trimmed } : null;
}
