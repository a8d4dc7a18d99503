import type { AppError, OfflineReason } from '../../contract/index.ts';

/** Codes of failures found by this adapter; the rest are Node's, OpenSSL's and undici's own. */
export type NetErrorCode = 'NET_PRIVATE_ADDRESS' | 'NET_TIMEOUT' | 'NET_PROXY' | 'NET_TOO_LARGE' | 'NET_NOT_SECURE';

export class NetError extends Error {
  readonly code: NetErrorCode;
  constructor(code: NetErrorCode, message: string) {
    super(message);
    this.name = 'NetError';
    this.code = code;
  }
}

const reasons: Readonly<Record<string, OfflineReason>> = {
  NET_PRIVATE_ADDRESS: 'privateAddress',
  NET_TIMEOUT: 'timeout',
  NET_PROXY: 'proxy',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENETUNREACH: 'noNetwork',
  ENETDOWN: 'noNetwork',
  EHOSTUNREACH: 'noNetwork',
  EHOSTDOWN: 'noNetwork',
  EADDRNOTAVAIL: 'noNetwork',
};

/** OpenSSL's verify results have no common prefix; these are the families Node reports. */
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_|CRL_|EPROTO|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH/;

/** The `code` of a thrown value; of several tries (IPv6 and IPv4) the first that has one. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(errorCode).find((code) => code !== '') ?? '';
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && code !== '') return code;
  return error.cause === undefined ? '' : errorCode(error.cause);
}

export function toOfflineReason(error: unknown): OfflineReason {
  const code = errorCode(error);
  return reasons[code] ?? (certificateCode.test(code) ? 'certificate' : 'reset');
}

/** `mayHaveArrived` is what the caller knows: whether any byte of the request left on an open connection. */
export function toNetFailure(error: unknown, host: string, mayHaveArrived: boolean): AppError {
  const code = errorCode(error);
  if (code === 'NET_NOT_SECURE') return { kind: 'invalidInput', field: 'url', message: 'Only https addresses are allowed' };
  if (code === 'NET_TOO_LARGE' || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return { kind: 'badAnswer', host, reason: 'tooLarge', status: 0, mayHaveArrived };
  }
  return { kind: 'offline', host, reason: toOfflineReason(error), mayHaveArrived };
}
