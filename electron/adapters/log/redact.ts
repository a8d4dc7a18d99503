/**
 * Takes secrets out of what is logged, wherever they hide: in a field's name, in a URL's query, in the middle of an
 * error text. Rather too much than too little: a log is read by strangers.
 */

const mask = '[redacted]';

/** Names of fields whose value is never written, in any spelling (`access_token`, `accessToken`, `Authorization`). */
const secretName = /token|secret|password|passphrase|authorization|cookie|verifier|api-?_?key|^code$|^state$/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[\w\-.~+/=]+/gi, `$1 ${mask}`],
  // Before queries are cut: the same words in form bodies and in JSON.
  [/\b((?:access|refresh|id)_?token|client_?secret|code_?verifier|code|password)(["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi, `$1$2${mask}`],
  [/\b((?:https?|wss?|skein):\/\/[^\s"'<>?#]+)[?#][^\s"'<>]*/gi, '$1?…'],
  [/\b((?:https?|wss?):\/\/)[^\s"'<>/@]+@/gi, `$1${mask}@`],
  // Mastodon's tokens are 43 characters of URL-safe base64 (doorkeeper); ids of any server are shorter.
  [/(?<![\w\-/.])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{40,}(?![\w\-/.])/g, mask],
];

/** Longest text kept of one field; more is an accident (a body, a page of HTML). */
const maxTextLength = 500;
const maxDepth = 4;
const maxItems = 50;

export function redactText(text: string): string {
  // Cut far beyond the limit first, so that a huge text costs nothing, and at the limit last, so that no secret is cut into an unknown shape.
  let clean = text.slice(0, maxTextLength * 4);
  for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
  return clean.length > maxTextLength ? `${clean.slice(0, maxTextLength)}…` : clean;
}

/** Numbers, flags and absences are no secrets: close codes and error codes stay readable. */
const isTelling = (item: unknown): boolean => typeof item === 'string' || (typeof item === 'object' && item !== null);

/** `value` as plain data without secrets. Errors become name, message and the first lines of their stack. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= maxDepth) return '[deep]';
  if (value instanceof Error) return { name: value.name, message: redactText(value.message), stack: redactText((value.stack ?? '').split('\n').slice(1, 6).join('\n')) };
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[bytes]';
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => redact(item, depth + 1));
  const entries = Object.entries(value).slice(0, maxItems);
  return Object.fromEntries(entries.map(([name, item]) => [name, secretName.test(name) && isTelling(item) ? mask : redact(item, depth + 1)]));
}
