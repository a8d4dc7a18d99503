import { describe, expect, it } from 'vitest';
import { createTestWorld, idOf, isObject, type TestClient } from '../testing/client.ts';

async function found(client: TestClient, query: string): Promise<unknown[]> {
  const { statuses } = (await client.ask('GET', `/api/v2/search?type=statuses&q=${encodeURIComponent(query)}`)).object();
  return Array.isArray(statuses) ? statuses.filter(isObject).map((status) => status['content']) : [];
}

describe('posts, by words', () => {
  it('GoToSocial looks through one\'s own posts and replies to them, or through those of one person', async () => {
    const { world, as, settle } = createTestWorld({ rateLimits: false, servers: [{ domain: 'wattpost.example', kind: 'gotosocial' }] });
    for (const username of ['tom', 'jule']) world.addPerson('wattpost.example', { username });
    world.follow('tom@wattpost.example', 'jule@wattpost.example');
    const [tom, jule] = [as('tom@wattpost.example'), as('jule@wattpost.example')];
    const mine = idOf((await tom.ask('POST', '/api/v1/statuses', { status: 'my tide' })).object());
    await jule.ask('POST', '/api/v1/statuses', { status: 'her tide' });
    await jule.ask('POST', '/api/v1/statuses', { status: '@tom answers the tide', in_reply_to_id: mine });
    settle();
    expect((await found(tom, 'tide')).join(' ')).toMatch(/answers.*my tide/s);
    expect((await found(tom, 'tide')).join(' ')).not.toContain('her tide');
    expect((await found(tom, 'tide from:jule')).join(' ')).toContain('her tide');
  });
});
