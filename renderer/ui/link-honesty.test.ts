import { describe, expect, it } from 'vitest';
import { honestLink, shortAddress } from './link-honesty.ts';

describe('honestLink', () => {
  it.each([
    ['https://bank.example/a', 'bank.example/a'],
    ['https://www.bank.example/', 'https://bank.example'],
    ['https://evil.example/', 'read more'],
    ['https://evil.example/', 'version 2.0 is out'],
    ['https://evil.example/', 'see notes.'],
    ['https://xn--mnchen-3ya.example/', 'münchen.example'],
    ['mailto:a@b.example', 'bank.example'],
  ])('takes %s under “%s” as honest', (href, text) => {
    expect(honestLink(href, text)?.misleading).toBe(false);
  });
  it.each([
    ['https://evil.example/', 'bank.example'],
    ['https://evil.example/', 'https://bank.example/login'],
    ['https://bank.example@evil.example/', 'my bank'],
    ['https://bank.example.evil.example/', 'bank.example'],
    ['https://xn--bnk-5cd.example/', 'bank.example'],
    ['https://evil.example/', 'ｂａｎｋ.example'],
  ])('marks %s under “%s”', (href, text) => {
    expect(honestLink(href, text)?.misleading).toBe(true);
  });
  it('shows the host in ASCII and drops names and passwords', () => {
    expect(honestLink('https://u:p@münchen.example:8443/ä', 'x')).toEqual({ href: 'https://xn--mnchen-3ya.example:8443/%C3%A4', host: 'xn--mnchen-3ya.example:8443', misleading: true });
  });
  it.each(['', ' ', 'javascript:alert(1)', '\tjavascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ms-msdt:x', '/relative', '#top', 'vbscript:x'])('makes no link of %j', (href) => {
    expect(honestLink(href, 'x')).toBeNull();
  });
});

describe('shortAddress', () => {
  it('drops what nobody reads and cuts the rest', () => {
    expect(shortAddress('https://www.a.example/')).toBe('a.example');
    expect(shortAddress(`https://a.example/${'x'.repeat(90)}`)).toBe(`a.example/${'x'.repeat(28)}…`);
  });
});
