import { describe, expect, test } from 'vitest';
import { openLink, toSafeExternalUrl } from './open-link.ts';

const opened: readonly (readonly [string, string])[] = [
  ['https://example.com', 'https://example.com/'],
  ['http://example.com/a?b=c#d', 'http://example.com/a?b=c#d'],
  ['HTTPS://EXAMPLE.COM/Path', 'https://example.com/Path'],
  ['https://example.com:8443/a', 'https://example.com:8443/a'],
  ['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
  ['https://example.com/straße', 'https://example.com/stra%C3%9Fe'],
  ['https://example.com/a b', 'https://example.com/a%20b'],
  ['https://example.com/"onload=', 'https://example.com/%22onload='],
  ['https://example.com/<script>', 'https://example.com/%3Cscript%3E'],
  ['https://example.com/../../etc', 'https://example.com/etc'],
  ['https://example.com/?q=javascript:alert(1)', 'https://example.com/?q=javascript:alert(1)'],
  ['https://example.com/a;b&c|d', 'https://example.com/a;b&c|d'],
  ['https://example.com/%2e%2e/x', 'https://example.com/x'],
  ['https://xn--80ak6aa92e.example/', 'https://xn--80ak6aa92e.example/'],
  ['https://0x7f.1/', 'https://127.0.0.1/'],
  ['mailto:someone@example.com', 'mailto:someone@example.com'],
  ['mailto:someone@example.com?subject=Hello', 'mailto:someone@example.com?subject=Hello'],
];

const refused: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a path', '/etc/passwd'],
  ['a relative path', '../x'],
  ['no scheme', 'example.com'],
  ['no scheme, two slashes', '//example.com/a'],
  ['javascript', 'javascript:alert(1)'],
  ['javascript, capitals', 'JaVaScRiPt:alert(1)'],
  ['javascript behind a tab', '\tjavascript:alert(1)'],
  ['javascript with a tab inside', 'java\tscript:alert(1)'],
  ['javascript with a line feed inside', 'java\nscript:alert(1)'],
  ['javascript behind a space', ' javascript:alert(1)'],
  ['javascript behind a control character', '\u0001javascript:alert(1)'],
  ['javascript that looks like a link', 'javascript://example.com/%0aalert(1)'],
  ['vbscript', 'vbscript:msgbox(1)'],
  ['data', 'data:text/html,<script>alert(1)</script>'],
  ['blob', 'blob:https://example.com/1'],
  ['a file', 'file:///etc/passwd'],
  ['a file on a host', 'file://host/share/a.exe'],
  ['a file without slashes', 'file:a.exe'],
  ['a Windows path', 'C:\\Windows\\System32\\calc.exe'],
  ['a Windows path as a scheme', 'c:/windows/system32/calc.exe'],
  ['a network path', '\\\\host\\share\\a.exe'],
  ['smb', 'smb://host/share'],
  ['ms-msdt', 'ms-msdt:/id PCWDiagnostic /skip force'],
  ['search-ms', 'search-ms:query=a&crumb=location:\\\\host\\share'],
  ['ms-officecmd', 'ms-officecmd:{}'],
  ['ms-appinstaller', 'ms-appinstaller:?source=https://evil.example/a.msix'],
  ['shell', 'shell:startup'],
  ['ssh', 'ssh://-oProxyCommand=calc/x'],
  ['ssh with a name', 'ssh://user@example.com'],
  ['telnet', 'telnet://example.com'],
  ['ftp', 'ftp://example.com/a'],
  ['sftp', 'sftp://example.com/a'],
  ['ldap', 'ldap://example.com/'],
  ['jar', 'jar:https://example.com/a.jar!/b'],
  ['view-source', 'view-source:https://example.com/'],
  ['about', 'about:blank'],
  ['chrome', 'chrome://settings'],
  ['our own scheme', 'skein://settings'],
  ['ws', 'ws://example.com/'],
  ['tel', 'tel:+4930123456'],
  ['sms', 'sms:+4930123456'],
  ['facetime', 'facetime://someone'],
  ['slack', 'slack://open'],
  ['steam', 'steam://run/1'],
  ['zoommtg', 'zoommtg://zoom.us/join'],
  ['x-apple', 'x-apple.systempreferences:com.apple.preference'],
  ['intent', 'intent://scan/#Intent;scheme=zxing;end'],
  ['magnet', 'magnet:?xt=urn:btih:1'],
  ['urn', 'urn:isbn:1'],
  ['a name before the host', 'https://bank.example@evil.example/'],
  ['a name and a password', 'https://user:pass@example.com/'],
  ['an at without a name', 'https://@example.com/'],
  ['no host', 'https://'],
  ['no slashes', 'https:example.com'],
  ['one slash', 'https:/example.com'],
  ['three slashes', 'https:///example.com'],
  ['backslashes', 'https:\\\\example.com\\a'],
  ['a backslash before an at', 'https://example.com\\@evil.example/'],
  ['a line feed in the host', 'https://exam\nple.com/'],
  ['a line feed in the path', 'https://example.com/a\nb'],
  ['a carriage return', 'https://example.com/\r'],
  ['a null', 'https://example.com/\0'],
  ['a space before', ' https://example.com/'],
  ['a space after', 'https://example.com/ '],
  ['a no-break space before', '\u00a0https://example.com/'],
  ['a right-to-left override', 'https://example.com/\u202egpj.exe'],
  ['a left-to-right mark', 'https://example.com/\u200ea'],
  ['a zero-width space', 'https://exam\u200bple.com/'],
  ['a zero-width joiner', 'https://exam\u200dple.com/'],
  ['a soft hyphen', 'https://exam\u00adple.com/'],
  ['a byte order mark', '\ufeffhttps://example.com/'],
  ['a line separator', 'https://example.com/\u2028'],
  ['an ideographic space', 'https://example.com/\u3000'],
  ['a host with a space', 'https://exa mple.com/'],
  ['a port that is none', 'https://example.com:99999/'],
  ['an address that is none', 'https://999.1.1.1/'],
  ['mail to nobody', 'mailto:'],
  ['mail with a line feed', 'mailto:a@example.com%0a?bcc=b\n'],
  ['two schemes', 'https:javascript:alert(1)'],
];

describe('links that servers send', () => {
  test.each(opened)('%j is opened as %j', (link, url) => {
    expect(toSafeExternalUrl(link)).toBe(url);
  });

  test.each(refused)('%s is refused', (_name, link) => {
    expect(toSafeExternalUrl(link)).toBeNull();
  });

  test('what is opened is the same when it is looked at again', () => {
    for (const [link] of opened) expect(toSafeExternalUrl(toSafeExternalUrl(link) ?? '')).toBe(toSafeExternalUrl(link));
  });

  test('only the form the parser wrote reaches the host, and nothing at all of the others', async () => {
    const seen: string[] = [];
    const links = { open: async (url: string) => void seen.push(url) };
    expect(await openLink(links, 'HTTPS://EXAMPLE.COM')).toEqual({ ok: true, value: null });
    expect(await openLink(links, 'file:///etc/passwd')).toMatchObject({ ok: false, error: { kind: 'invalidInput', field: 'url' } });
    expect(seen).toEqual(['https://example.com/']);
  });
});
