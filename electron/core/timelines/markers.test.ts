import { describe, expect, it } from 'vitest';
import type { EntryId, StatusId } from '../../contract/ids.ts';
import type { Place } from '../../contract/timelines.ts';
import { createReadingWorld, itemsBetween, minute } from '../testing/reading-world.ts';
import { sampleItem } from '../testing/samples.ts';

const MINUTE_MS = 60_000;

async function setUp() {
  const world = createReadingWorld();
  const add = async (name: string) => {
    const added = world.add(name);
    added.server.home.push(...itemsBetween(1, 9).map(({ id, createdAt }) => sampleItem(id, createdAt, `https://a.example/${name}/${id}`)));
    await world.timelines.home.catchUp(added.key, new AbortController().signal);
    return added;
  };
  const me = await add('me');
  const elsewhere = async (): Promise<Place | null> => {
    const answer = await world.timelines.elsewhere({ accounts: 'all' });
    return answer.ok ? answer.value : null;
  };
  const readTo = (id: number, name = 'me', view = 'home:all'): void => void world.timelines.savePlace({ name: view, place: { at: minute(id), id: `https://a.example/${name}/${id}` as EntryId }, offset: 0 });
  return { world, add, me, elsewhere, readTo };
}

describe('where reading stopped in another app', () => {
  it('is the newest place any server was told of', async () => {
    const { add, me, elsewhere } = await setUp();
    const you = await add('you');
    expect(await elsewhere()).toBeNull();
    me.server.feeds.marker = '3' as StatusId;
    you.server.feeds.marker = '5' as StatusId;
    expect(await elsewhere()).toEqual({ at: minute(5), id: 'https://a.example/you/5' });
  });

  it('is the next older post where the named one is gone', async () => {
    const { me, elsewhere, world } = await setUp();
    me.server.feeds.marker = '5' as StatusId;
    world.timelines.home.gone(me.key, '5' as StatusId);
    expect(await elsewhere()).toMatchObject({ id: 'https://a.example/me/4' });
  });

  it('is nothing where the server does not say, or the person shares no place', async () => {
    const { me, elsewhere, world } = await setUp();
    me.server.feeds.marker = '5' as StatusId;
    me.server.failures.set('homeMarker', [{ kind: 'unsupported', capability: 'markers' }]);
    expect(await elsewhere()).toBeNull();
    world.sharesPlace = false;
    expect(await elsewhere()).toBeNull();
  });
});

describe('where the reader is', () => {
  it('is told to every server once a minute, as the post of its own at that place', async () => {
    const { world, add, me, readTo, elsewhere } = await setUp();
    const you = await add('you');
    readTo(3);
    readTo(6);
    await world.clock.advance(MINUTE_MS);
    expect([me.server.feeds.marker, you.server.feeds.marker]).toEqual(['6', '6']);
    expect(me.server.calls.filter((call) => call === 'setHomeMarker')).toHaveLength(1);
    // What this app said is no news from elsewhere.
    expect(await elsewhere()).toBeNull();
    me.server.feeds.marker = '8' as StatusId;
    expect(await elsewhere()).toMatchObject({ id: 'https://a.example/me/8' });
  });

  it('is never told backwards', async () => {
    const { world, me, readTo } = await setUp();
    me.server.feeds.marker = '7' as StatusId;
    readTo(4);
    await world.clock.advance(MINUTE_MS);
    expect(me.server.feeds.marker).toBe('7');
  });

  it('is told of the account alone whose home is read, and of no other column', async () => {
    const { world, add, me, readTo } = await setUp();
    const you = await add('you');
    readTo(5, 'you', `home:${you.key}`);
    readTo(6, 'me', 'home:all#seen');
    readTo(6, 'me', 'some-column');
    await world.clock.advance(MINUTE_MS);
    expect([me.server.feeds.marker, you.server.feeds.marker]).toEqual([null, '5']);
  });
});
