/**
 * What every answer to the page carries, the same from both hosts. The page may load nothing that is not ours: remote
 * pictures come through the app's own origin (`media/…`), so no server learns the address of the person.
 */

const directives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' blob:",
  'media-src': "'self' blob:",
  'connect-src': "'self'",
  'frame-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'dompurify skein',
};

/** `socketOrigin` (`ws://127.0.0.1:PORT`) is named as well, for browsers whose `'self'` leaves sockets out. */
export function contentSecurityPolicy(socketOrigin: string | null): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${name === 'connect-src' && socketOrigin !== null ? `${value} ${socketOrigin}` : value}`)
    .join('; ');
}

/** Security headers of every answer, errors included. There is no CORS header on purpose. */
export function securityHeaders(socketOrigin: string | null): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(socketOrigin),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(self), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()',
  };
}
