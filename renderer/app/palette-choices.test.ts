import { describe, expect, test, vi } from 'vitest';
import type { MediaPath } from '../../electron/contract/index.ts';
import type { QuickFindings } from '../../electron/contract/search.ts';
import { statusView } from '../stores/testing/compose-fixtures.ts';
import { commandChoice, rankChoices, type PaletteActs } from './palette-choices.ts';

const { author } = statusView().status;
const acts = { openPerson: vi.fn<PaletteActs['openPerson']>(), openPost: vi.fn<PaletteActs['openPost']>(), search: vi.fn<PaletteActs['search']>(), openPasted: vi.fn<PaletteActs['openPasted']>() };
const commands = ['Write', 'Settings', 'Outbox', 'Home'].map((label) => commandChoice({ id: label, keys: [], label, group: 'app', run: () => {} }, () => {}));
const quick: QuickFindings = { people: [{ ...author, displayName: 'Sette\u202E :wave:', emojis: [{ shortcode: 'wave', url: 'x' as MediaPath, staticUrl: 'x' as MediaPath }] }], tags: ['sets'], posts: [{ uri: statusView().status.uri, author, createdAt: 0, text: 'a set of\nmaps' }] };
const ids = (text: string, found: QuickFindings | null = null, pasted: string | null = null) => rankChoices(text, commands, found, pasted, acts, 0).map(({ id }) => id);

describe('what the palette offers', () => {
  test('everything that can be done while nothing is typed', () => expect(ids('')).toEqual(['Write', 'Settings', 'Outbox', 'Home']));

  test('what can be done first, then what was found, then the searches', () => {
    expect(ids('set', quick)).toEqual(['Settings', `person ${author.handle}`, 'tag sets', `post ${statusView().status.uri}`, 'search memory', 'search servers']);
  });

  test('the memory is the first choice for what is nothing else', () => expect(ids('lapwing')[0]).toBe('search memory'));

  test('an address is opened, not searched for', () => expect(ids('https://x.example/1', null, 'Open it')).toEqual(['open']));

  test('names and texts from servers are one clean line', () => {
    const words = rankChoices('set', [], quick, null, acts, 0).map((choice) => choice.words);
    expect(words).toContain('Sette');
    expect(words).toContain('a set of maps');
  });

  test('each leads where it says', () => {
    for (const choice of rankChoices('set', [], quick, null, acts, 0)) choice.run();
    expect(acts.openPerson).toHaveBeenCalledWith(quick.people[0]);
    expect(acts.openPost).toHaveBeenCalledWith(quick.posts[0]);
    expect(acts.search.mock.calls).toEqual([['#sets', 'memory'], ['set', 'memory'], ['set', 'posts']]);
  });
});
