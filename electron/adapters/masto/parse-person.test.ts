import { describe, expect, test } from 'vitest';
import { parsePerson, toHandle, toHost } from './parse-person.ts';
import { context, rawAccount } from './testing/entities.ts';

describe('handles', () => {
  test.each([
    ['ana', 'ana@kelp.example'],
    ['@ana', 'ana@kelp.example'],
    ['Ana@Reef.EXAMPLE', 'Ana@reef.example'],
    ['ana@bücher.example', 'ana@xn--bcher-kva.example'],
    ['ana@reef.example:8443', 'ana@reef.example:8443'],
    ['ana.b-c_d@reef.example', 'ana.b-c_d@reef.example'],
  ])('%s is %s', (acct, handle) => {
    expect(toHandle(acct, 'kelp.example')).toBe(handle);
  });

  test.each(['', '@', 'ana@', '@@reef.example', 'a@b@c.example', 'a b', 'a/b', 'ana@reef.example/@bank', 'ana@reef.example#x', 'ana@ex ample', 'x'.repeat(400), null, 7])('%j is none', (acct) => {
    expect(toHandle(acct, 'kelp.example')).toBeNull();
  });

  test('hosts lose case and scripts, and nothing but a host is one', () => {
    expect(toHost('ПРИМЕР.example')).toBe('xn--e1afmkfd.example');
    expect([toHost('a@b.example'), toHost('a.example/x'), toHost('a\\b'), toHost('')]).toEqual([null, null, null, null]);
  });
});

describe('people', () => {
  test('identity: uri, Pleroma ap_id, url, handle, in this order', () => {
    const uriOf = (more: Record<string, unknown>): string | undefined => parsePerson(rawAccount(more), context)?.uri;
    expect(uriOf({})).toBe('https://kelp.example/users/ana');
    expect(uriOf({ uri: undefined, pleroma: { ap_id: 'https://kelp.example/ap/ana' } })).toBe('https://kelp.example/ap/ana');
    expect(uriOf({ uri: undefined })).toBe('https://kelp.example/@ana');
    expect(uriOf({ uri: undefined, url: null })).toBe('acct:ana@kelp.example');
  });

  test('pictures only over https, from the practice servers, or from the server itself', () => {
    const avatarOf = (avatar: unknown): string | null | undefined => parsePerson(rawAccount({ avatar }), context)?.avatar;
    expect(avatarOf('https://cdn.example/a.png')).toBe('media/https://cdn.example/a.png');
    expect(avatarOf('/avatars/missing.png')).toBe('media/https://api.kelp.example/avatars/missing.png');
    expect(avatarOf('http://127.0.0.2:4000/a.png')).toBe('media/http://127.0.0.2:4000/a.png');
    for (const bad of ['http://cdn.example/a.png', 'javascript:alert(1)', 'data:image/svg+xml,<svg/>', 'file:///etc/passwd', 'https://a:b@c.example/', '', null, 7]) expect(avatarOf(bad)).toBeNull();
  });

  test('emojis that could break out of what shows them are dropped', () => {
    const emojis = [
      { shortcode: 'blob-cat', url: 'https://kelp.example/e.png', static_url: 'https://kelp.example/s.png' },
      { shortcode: 'blob@reef.example', url: 'https://kelp.example/e.png' },
      { shortcode: 'a:b', url: 'https://kelp.example/e.png' },
      { shortcode: 'a b', url: 'https://kelp.example/e.png' },
      { shortcode: '', url: 'https://kelp.example/e.png' },
      { shortcode: 'plain', url: 'http://kelp.example/e.png' },
      { shortcode: 7, url: 'https://kelp.example/e.png' },
    ];
    expect(parsePerson(rawAccount({ emojis }), context)?.emojis).toEqual([
      { shortcode: 'blob-cat', url: 'media/https://kelp.example/e.png', staticUrl: 'media/https://kelp.example/s.png' },
      { shortcode: 'blob@reef.example', url: 'media/https://kelp.example/e.png', staticUrl: 'media/https://kelp.example/e.png' },
    ]);
  });
});
