import { createBridge, openLink } from './bridge.ts';

/** Of this page; the link is being opened from the moment this module is run. */
export const bridge = createBridge(openLink(window));
