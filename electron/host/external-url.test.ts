import { describe, expect, test } from 'vitest';
import { toExternalUrl } from './external-url.ts';
import { toNoticeText } from './notice-text.ts';

describe('what the system may open', () => {
  test.each([
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['http://example.com', 'http://example.com/'],
    ['  https://example.com/  ', 'https://example.com/'],
    ['https://exa\tmple.com/\nx', 'https://example.com/x'],
    ['https://müller.example/', 'https://xn--mller-kva.example/'],
    ['HTTPS:\\\\example.com\\a', 'https://example.com/a'],
    ["https://example.com/'$(id)`id`", "https://example.com/'$(id)%60id%60"],
    ['https://example.com/"&calc.exe', 'https://example.com/%22&calc.exe'],
    ['mailto:me@example.com?subject=hi', 'mailto:me@example.com?subject=hi'],
  ])('%j is opened as %s', (text, url) => expect(toExternalUrl(text)).toBe(url));

  // Schemes that have started programs, leaked hashes or run script on some system.
  const schemes = [
    'javascript', 'vbscript', 'data', 'file', 'smb', 'ftp', 'sftp', 'ssh', 'telnet', 'ldap', 'dav', 'davs', 'nfs', 'blob', 'about', 'chrome', 'edge', 'view-source', 'app', 'skein', 'intent', 'ms-msdt', 'search-ms', 'ms-word',
    'ms-excel', 'ms-officecmd', 'ms-settings', 'ms-appinstaller', 'ms-cxh', 'shell', 'res', 'mhtml', 'jar', 'steam', 'vscode', 'slack', 'tg', 'tel', 'sms', 'facetime', 'x-apple.systempreferences', 'x-man-page', 'help', 'itms',
    'git', 'svn', 'magnet', 'ed2k', 'rdp', 'vnc', 'x-github-client', 'ws', 'wss',
  ];
  const disguises = [(scheme: string) => `${scheme}:payload`, (scheme: string) => `\t${scheme}://host/payload`, (scheme: string) => `${scheme.toUpperCase()}://host/payload`, (scheme: string) => `${scheme.slice(0, 1)}\n${scheme.slice(1)}:payload`];
  const urls = schemes.flatMap((scheme) => disguises.map((disguise) => disguise(scheme)));

  test(`${urls.length} addresses with another scheme are not`, () => {
    expect(urls.length).toBeGreaterThan(150);
    expect(urls.filter((url) => toExternalUrl(url) !== null)).toEqual([]);
  });

  test.each([['https://bank.example@evil.test/'], ['https://user:pass@example.com/'], ['\\\\host\\share'], ['//example.com/'], ['/etc/passwd'], ['C:\\Windows\\calc.exe'], [''], ['https://'], ['example.com'], ['--gpu-launcher=sh']])('%j is not', (text) =>
    expect(toExternalUrl(text)).toBeNull(),
  );
});

describe('texts of strangers in notifications', () => {
  test.each([
    ['two\nlines\r\nand\ttabs', 'two lines and tabs'],
    ['\u202Etxt.exe', 'txt.exe'],
    ['a\u2066b\u2069c\u200Fd\u0000e', 'a b c d e'],
    ['عربي and עברית stay', 'عربي and עברית stay'],
    ['👩‍👧 keeps its joiner', '👩‍👧 keeps its joiner'],
  ])('%j becomes %j', (text, shown) => expect(toNoticeText(text)).toBe(shown));

  test('are cut between characters, not inside them', () => {
    const shown = toNoticeText('🧶'.repeat(400));
    expect([...shown]).toHaveLength(300);
    expect(shown.isWellFormed() && shown.endsWith('…')).toBe(true);
  });
});
