import { describe, expect, it } from 'vitest';
import type { MediaAttachment } from '../../../electron/contract/statuses.ts';
import { fileNameOf } from './save-media.ts';

const named = (remoteUrl: string | null): string => fileNameOf({ id: '7/8', kind: 'image', remoteUrl } as MediaAttachment);

describe('the name of a saved file', () => {
  it('is the one on its server', () => {
    expect(named('https://files.example/a/b/heron%20at%20dawn.jpg?v=2')).toBe('heron-at-dawn.jpg');
    expect(named('https://files.example/a/%E9%B7%BA.png')).toBe('鷺.png');
  });

  it('never leaves its folder, hides, or is empty', () => {
    expect(named('https://files.example/a/..%2F..%2F.bashrc')).toBe('bashrc');
    expect(named('https://files.example/a/%zz')).toBe('zz');
    expect(named('https://files.example/')).toBe('image-78');
    expect(named(null)).toBe('image-78');
  });
});
