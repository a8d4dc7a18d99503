import { expect, test } from 'vitest';
import { detectSoftware, traitsOf, type ServerClaims } from './software.ts';

const claims = (nodeName: string, apiVersion: string): ServerClaims => ({ nodeName, nodeVersion: '', apiVersion, apiLevel: null, isGlitch: false });

test.each([
  ['Mastodon', claims('mastodon', '4.6.0'), 'mastodon', 'mastodon'],
  ['a glitch fork', claims('mastodon', '4.5.0+glitch'), 'glitch', 'mastodon'],
  ['GoToSocial', claims('gotosocial', '0.20.0+git'), 'gotosocial', 'codePoints'],
  ['Akkoma', claims('akkoma', '2.7.2 (compatible; Akkoma 3.16.0)'), 'akkoma', 'codePoints'],
  ['Akkoma, told by its API alone', claims('', '2.7.2 (compatible; Akkoma 3.16.0)'), 'akkoma', 'codePoints'],
  ['Pleroma', claims('pleroma', '2.7.2 (compatible; Pleroma 2.9.0)'), 'pleroma', 'codePoints'],
  ['Hollo', claims('hollo', '0.10.0'), 'hollo', 'codePoints'],
  ['Mitra', claims('mitra', '4.0.0 (compatible; Mitra 4.10.0)'), 'mitra', 'codePoints'],
  ['Sharkey', claims('sharkey', '3.0.0 (compatible; Sharkey 2025.4.3)'), 'sharkey', 'codePoints'],
  ['Iceshrimp.NET', claims('iceshrimp.net', '4.2.1 (compatible; Iceshrimp.NET/2025.1)'), 'iceshrimp', 'codePoints'],
  ['Pixelfed', claims('pixelfed', '3.5.3 (compatible; Pixelfed 0.12.5)'), 'pixelfed', 'codePoints'],
  // Whose rules nobody here has read: counted as Mastodon does, which their API says they are like.
  ['Friendica', claims('friendica', '2.8.0 (compatible; Friendica 2024.12)'), 'unknown', 'mastodon'],
  ['snac2', claims('snac', '4.0.0 (not true; snac/2.80)'), 'unknown', 'mastodon'],
] as const)('%s counts the length of a post by its own rule', (_name, said, software, lengthRule) => {
  expect(detectSoftware(said)).toBe(software);
  expect(traitsOf(software, said).lengthRule).toBe(lengthRule);
});
