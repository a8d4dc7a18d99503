import { describe, expect, test } from 'vitest';
import type { DraftBody } from '../../electron/contract/compose.ts';
import type { AccountKey } from '../../electron/contract/index.ts';
import { fail, ok } from '../../electron/contract/index.ts';
import { attachFile } from './attach-file.ts';
import { isBlank, newBody } from './compose-body.ts';
import { blankPoll, describedMedia, firstUndescribed, isBlankPoll, movedMedia, withMedia, withoutMedia, withPoll, withSmaller } from './compose-parts.ts';
import { account, fakeBridge } from './testing/compose-fixtures.ts';

const home = account('home', 'maren@kelp.example');
const key = home.key;
const media = (id: string, description = '') => ({ file: { id, mimeType: 'image/png', bytes: 9 }, name: `${id}.png`, description, focus: null });
const withThree = (): DraftBody => ['a', 'b', 'c'].reduce((body, id) => withMedia(body, media(id)), newBody(home));
const ids = (body: DraftBody): string => body.media.map(({ file }) => file.id).join('');

describe('media of a body', () => {
  test.each([['a', 2, 'bca'], ['c', 0, 'cab'], ['b', 9, 'acb'], ['b', -1, 'bac'], ['x', 0, 'abc']])('%s to place %i gives %s', (id, at, order) => expect(ids(movedMedia(withThree(), id, at))).toBe(order));

  test('a place it has already changes nothing at all', () => {
    const body = withThree();
    expect(movedMedia(body, 'b', 1)).toBe(body);
  });

  test('taken out, its smaller version goes as well', () => {
    const smaller = { id: 's', mimeType: 'image/webp', bytes: 3 };
    const body = withSmaller(withSmaller(withThree(), key, 'a', smaller), key, 'b', smaller);
    expect(withoutMedia(body, 'a')).toMatchObject({ targets: [{ overrides: { smaller: [{ of: 'b' }] } }] });
    expect(withoutMedia(withoutMedia(body, 'a'), 'b').targets).toEqual([{ account: key, overrides: {} }]);
    expect(withSmaller(withSmaller(body, key, 'a', null), key, 'b', null).targets).toEqual([{ account: key, overrides: {} }]);
    expect(withSmaller(body, 'other' as AccountKey, 'a', null)).toEqual(body);
  });

  test('the first without a description is the one to ask about', () => {
    expect(firstUndescribed(describedMedia(withThree(), 'a', { description: 'A' }))?.file.id).toBe('b');
    expect(firstUndescribed(['a', 'b', 'c'].reduce((body, id) => describedMedia(body, id, { description: id }), withThree()))).toBeUndefined();
  });

  test('a post with nothing but a picture or a begun poll is kept', () => {
    const nothing = { text: '', spoilerText: '' };
    expect([isBlank(newBody(home), nothing), isBlank(withThree(), nothing)]).toEqual([true, false]);
    expect([isBlank(withPoll(newBody(home), {}), nothing), isBlank(withPoll(newBody(home), { options: ['Sat', ''] }), nothing)]).toEqual([true, false]);
    expect([isBlankPoll(newBody(home)), withPoll(newBody(home), { multiple: true }).poll]).toEqual([true, { ...blankPoll, multiple: true }]);
  });
});

describe('a file on its way to the app', () => {
  test('goes in parts, in order, every byte once', async () => {
    const bytes = Uint8Array.from({ length: 1_300_000 }, (_, at) => at % 251);
    const received: number[] = [];
    const bridge = fakeBridge({
      'compose.attach': ({ offset, data }: { offset: number; data: string }) => {
        expect(offset).toBe(received.length);
        for (const byte of Uint8Array.from(atob(data), (each) => each.charCodeAt(0))) received.push(byte);
        return ok({ received: received.length });
      },
    });
    expect(await attachFile(bridge, new Blob([bytes]), 'image/png')).toMatchObject(ok({ mimeType: 'image/png', bytes: 1_300_000 }));
    expect(bridge.calls).toHaveLength(3);
    expect(Uint8Array.from(received)).toEqual(bytes);
  });

  test('stops at the first part that is not taken', async () => {
    const bridge = fakeBridge({ 'compose.attach': () => fail({ kind: 'storage', message: 'full' }) });
    expect(await attachFile(bridge, new Blob([new Uint8Array(2_000_000)]), 'image/png')).toEqual(fail({ kind: 'storage', message: 'full' }));
    expect(bridge.calls).toHaveLength(1);
  });
});
