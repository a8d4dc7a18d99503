import { EventEmitter } from 'node:events';
import { FuseV1Options } from '@electron/fuses';
import type { Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../host/page-policy.ts';
import { fuses, guardContents, guardSession, isAppUrl, isLoadable, isPermitted, schemePrivileges, webPreferences } from './policy.ts';

const foreignUrls = [
  'https://example.com/', 'http://127.0.0.1:3000/', 'file:///etc/passwd', 'app://other/', 'app://skein.evil/', 'app://skein:80/', 'app://user@skein/', 'app://user:pass@skein/', 'application://skein/',
  'javascript:alert(1)', 'data:text/html,x', 'about:blank', 'blob:https://example.com/1', 'blob:app://other/1', 'chrome://gpu', 'ws://skein/', '', 'skein', '//skein/', 'view-source:app://skein/',
];

describe('our own address', () => {
  test.each([['app://skein/'], ['app://skein/index.html'], ['app://skein/#/thread/1'], ['APP://skein/assets/a.js']])('%s is', (url) => expect(isAppUrl(url)).toBe(true));
  test.each(foreignUrls)('%s is not', (url) => {
    expect(isAppUrl(url)).toBe(false);
    expect(isLoadable(url)).toBe(false);
  });
  test('pictures made by the page may be shown', () => expect(isLoadable('blob:app://skein/6d1f')).toBe(true));
});

test('the window is a sandboxed web page and nothing more', () => {
  expect(webPreferences({ preload: '/p.cjs', isPackaged: true, platform: 'linux' })).toEqual({
    preload: '/p.cjs', sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true,
    allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, plugins: false, navigateOnDragDrop: false, safeDialogs: true, devTools: false, spellcheck: false,
  });
});

test('the scheme has no exception from the rules of a page', () => {
  expect(schemePrivileges).toMatchObject({ standard: true, secure: true, bypassCSP: false, corsEnabled: false, allowServiceWorkers: false, allowExtensions: false });
});

test('the policy of the page is the one that was agreed, byte for byte', () => {
  expect(contentSecurityPolicy(null)).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types dompurify skein",
  );
});

test('all nine fuses are decided', () => {
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  expect(Object.keys(fuses).toSorted()).toEqual(known.toSorted());
  expect(Object.entries(fuses).filter(([, on]) => on).map(([name]) => name)).toEqual(['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar', 'WasmTrapHandlers']);
});

describe('permissions', () => {
  const all = [
    'ar', 'automatic-fullscreen', 'background-fetch', 'background-sync', 'captured-surface-control', 'clipboard-read', 'clipboard-sanitized-write', 'deprecated-sync-clipboard-read', 'display-capture', 'fileSystem',
    'fullscreen', 'geolocation', 'hand-tracking', 'hid', 'idle-detection', 'keyboardLock', 'local-fonts', 'local-network-access', 'loopback-network', 'media', 'mediaKeySystem', 'midi', 'midiSysex', 'nfc', 'notifications',
    'openExternal', 'payment-handler', 'persistent-storage', 'pointerLock', 'screen-wake-lock', 'sensors', 'serial', 'smart-card', 'speaker-selection', 'storage-access', 'top-level-storage-access', 'usb', 'vr',
    'web-app-installation', 'window-management', 'unknown', 'invented-tomorrow', '__proto__',
  ];
  const allowed = ['clipboard-sanitized-write', 'fullscreen', 'notifications'];

  test('three for our page', () => expect(all.filter((name) => isPermitted(name, 'app://skein/'))).toEqual(allowed));
  test('none for any other', () => expect(all.filter((name) => foreignUrls.some((url) => isPermitted(name, url)))).toEqual([]));

  test('every way to ask is answered: request, check, device, screen and Bluetooth', () => {
    const { session, handlers } = recordingSession();
    guardSession(session);
    const asked: boolean[] = [];
    const ask = (permission: string, details: object): unknown => handlers['setPermissionRequestHandler']?.({}, permission, (granted: boolean) => asked.push(granted), { requestingUrl: 'app://skein/', ...details });
    ask('geolocation', {});
    ask('fullscreen', {});
    expect(asked).toEqual([false, true]);
    expect(handlers['setPermissionCheckHandler']?.(null, 'geolocation', 'app://skein/', {})).toBe(false);
    expect(handlers['setPermissionCheckHandler']?.(null, 'notifications', 'app://skein/', {})).toBe(true);
    expect(handlers['setDevicePermissionHandler']?.({})).toBe(false);
    expect(handlers['setDisplayMediaRequestHandler']).toBeNull();
    let paired: unknown;
    handlers['setBluetoothPairingHandler']?.({}, (response: unknown) => (paired = response));
    expect(paired).toEqual({ confirmed: false });
  });

  test('the microphone alone is given, to our page alone; a camera never, not even along with it', () => {
    const { session, handlers } = recordingSession();
    guardSession(session);
    const asks = (requestingUrl: string, mediaTypes?: readonly string[]): boolean => {
      let given = false;
      handlers['setPermissionRequestHandler']?.({}, 'media', (granted: boolean) => (given = granted), { requestingUrl, ...(mediaTypes === undefined ? {} : { mediaTypes }) });
      return given;
    };
    expect(asks('app://skein/', ['audio'])).toBe(true);
    expect([['video'], ['audio', 'video'], [], undefined].map((types) => asks('app://skein/', types))).toEqual([false, false, false, false]);
    expect(foreignUrls.filter((url) => asks(url, ['audio']))).toEqual([]);
    const checks = (mediaType: string | undefined, origin = 'app://skein/'): unknown => handlers['setPermissionCheckHandler']?.(null, 'media', origin, { mediaType });
    expect([checks('audio'), checks('video'), checks('unknown'), checks(undefined), checks('audio', 'https://example.com/')]).toEqual([true, false, false, false, false]);
  });

  test('a request to the network is cancelled even when all else failed', () => {
    const { session, handlers } = recordingSession();
    guardSession(session);
    const cancelled = (url: string): boolean => {
      let answer = { cancel: false };
      handlers['onBeforeRequest']?.({ url }, (given: { cancel: boolean }) => (answer = given));
      return answer.cancel;
    };
    expect(foreignUrls.map(cancelled)).not.toContain(false);
    expect(cancelled('app://skein/assets/a.js')).toBe(false);
  });
});

describe('pages', () => {
  function guarded() {
    const opened: string[] = [];
    let openHandler: (details: { url: string }) => unknown = () => undefined;
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: (handler: typeof openHandler) => (openHandler = handler) });
    guardContents(contents as unknown as WebContents, (url) => opened.push(url));
    const prevented = (name: string, url: string): boolean => {
      let stopped = false;
      contents.emit(name, { url, preventDefault: () => (stopped = true) });
      return stopped;
    };
    return { opened, prevented, open: (url: string) => openHandler({ url }) };
  }

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s leaves our origin never', (name) => {
    const { prevented } = guarded();
    expect(foreignUrls.map((url) => prevented(name, url))).not.toContain(false);
    expect(prevented(name, 'app://skein/')).toBe(false);
  });

  test('have no webviews', () => expect(guarded().prevented('will-attach-webview', 'app://skein/')).toBe(true));

  test('open no second window, of ours or of others; the link goes to the one opener', () => {
    const { open, opened } = guarded();
    for (const url of ['https://example.com/', 'app://skein/', 'about:blank']) expect(open(url)).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://example.com/', 'app://skein/', 'about:blank']);
  });
});

type AnyHandler = (...args: unknown[]) => unknown;

function recordingSession(): { readonly session: Session; readonly handlers: Record<string, AnyHandler | null> } {
  const handlers: Record<string, AnyHandler | null> = {};
  const keep = (name: string) => (handler: AnyHandler | null) => void (handlers[name] = handler);
  const names = ['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler', 'setDisplayMediaRequestHandler', 'setBluetoothPairingHandler'];
  const session = { ...Object.fromEntries(names.map((name) => [name, keep(name)])), webRequest: { onBeforeRequest: keep('onBeforeRequest') } };
  return { session: session as unknown as Session, handlers };
}
