import tls from 'node:tls';

/**
 * Trusts what Node ships, what the operating system trusts (company and school proxies put their authority there), and
 * `NODE_EXTRA_CA_CERTS`. Read on first use, because the system's list takes tens of milliseconds.
 */
export function createCertificates(extra: readonly string[] = []): () => tls.SecureContext {
  let context: tls.SecureContext | null = null;
  return () => (context ??= tls.createSecureContext({ ca: [...authorities(), ...extra] }));
}

function authorities(): readonly string[] {
  return [...new Set((['default', 'system', 'extra'] as const).flatMap((kind) => tls.getCACertificates(kind)))];
}
