/**
 * Every security setting of the shell, in one place and as plain values, so that one test can show what Electron
 * really receives. Numbers in comments are the points of Electron's own list (docs/tutorial/security.md).
 */
import type { FuseV1Options } from '@electron/fuses';
import type { Privileges, Session, WebContents, WebPreferences } from 'electron';

export const scheme = 'app';
export const appOrigin = 'app://skein';
export const startUrl = `${appOrigin}/`;

/** 18: an origin of our own in place of `file:`, with the rules of a web page and no exception from them. */
export const schemePrivileges: Required<Privileges> = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  // Video wants to be read in pieces.
  stream: true,
  codeCache: true,
  bypassCSP: false,
  allowServiceWorkers: false,
  corsEnabled: false,
  allowExtensions: false,
};

/** 2, 3, 4, 6, 8, 9, 11. Stated even where it is the default: defaults have changed before. */
export function webPreferences({ preload, isPackaged, platform }: { readonly preload: string; readonly isPackaged: boolean; readonly platform: NodeJS.Platform }): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    devTools: !isPackaged,
    // Only macOS has a speller of its own; elsewhere Chromium would fetch dictionaries from a Google server.
    spellcheck: platform === 'darwin',
  };
}

/** 5: what the page may ask the system for, beside the microphone. Everything else, known or new, is refused. */
const permitted: ReadonlySet<string> = new Set(['fullscreen', 'notifications', 'clipboard-sanitized-write']);

/** `media`: what of `audio` and `video` is asked for with the permission of that name. The microphone, for voice messages; never a camera. */
export function isPermitted(permission: string, requestingUrl: string, media: readonly string[] = []): boolean {
  const isMicrophone = permission === 'media' && media.length > 0 && media.every((kind) => kind === 'audio');
  return (permitted.has(permission) || isMicrophone) && isAppUrl(requestingUrl);
}

/** True for addresses of our own page only: same scheme, same host, no port, no user. */
export function isAppUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === `${scheme}:` && url.host === 'skein' && url.username === '' && url.password === '';
}

/** Nothing in the window talks to the network: pages, calls and media all come through the app's own scheme. */
export function isLoadable(text: string): boolean {
  return isAppUrl(text) || text.startsWith(`blob:${appOrigin}/`) || text.startsWith('devtools://');
}

/** 5, and the third lock behind the policy header and the sanitizer. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(isPermitted(permission, details.requestingUrl, 'mediaTypes' in details ? details.mediaTypes : [])));
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { mediaType }) => isPermitted(permission, requestingOrigin, mediaType === undefined ? [] : [mediaType]));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLoadable(details.url) }));
}

/** 12, 13, 14: for every page there will ever be. `openLink` decides by itself what may be opened. */
export function guardContents(contents: WebContents, openLink: (url: string) => void): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

/** 19: set in the packaged binary and read back from it by `npm run pack`. */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // Electron checks the archive's hash on macOS and Windows; on Linux this does nothing.
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
} satisfies Record<FuseName, boolean>;

/** All fuses `@electron/fuses` knows: a new one does not compile until it is decided. */
type FuseName = keyof typeof FuseV1Options;
