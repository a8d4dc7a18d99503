import { expect, test } from 'vitest';
import type { MediaPath } from '../../contract/ids.ts';
import { samplePerson } from '../testing/samples.ts';
import { plainName } from './roster.ts';

const named = (displayName: string, ...shortcodes: string[]) =>
  plainName({ ...samplePerson('ann', 'a.example'), displayName, emojis: shortcodes.map((shortcode) => ({ shortcode, url: 'media/x' as MediaPath, staticUrl: 'media/x' as MediaPath })) });

test.each([
  ['custom emojis are left out', named('Maren :kelp: Holt', 'kelp'), 'Maren Holt'],
  ['colons that are no emoji stay', named('Ann: at 12:30:', 'kelp'), 'Ann: at 12:30:'],
  ['a name of emojis alone gives the handle', named(':kelp::kelp:', 'kelp'), 'ann@a.example'],
  ['no name gives the handle', named(''), 'ann@a.example'],
])('%s', (_what, name, expected) => expect(name).toBe(expected));
