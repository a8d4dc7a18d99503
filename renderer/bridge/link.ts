import type { Host } from '../../electron/contract/index.ts';

/**
 * How the page reaches the app behind it:
 * `connecting` the first time; `ready`; `lost` the socket closed, next try at `retryAt`; `ended` no try can help,
 * because the link that opened this page was used before, or the app was closed.
 */
export type LinkState =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  | { readonly state: 'lost'; readonly retryAt: number }
  | { readonly state: 'ended'; readonly reason: 'noSession' | 'wrongCode' };

/** A `Host` and what the page has to know about the way to it. */
export interface Link extends Host {
  readonly state: () => LinkState;
  readonly onState: (listener: (state: LinkState) => void) => () => void;
  /** Put in front of every `MediaPath`. Known once the link was `ready`. */
  readonly mediaBase: () => string;
  /** Try again now instead of at `retryAt`. */
  readonly retry: () => void;
}
