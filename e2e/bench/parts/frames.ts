import { createSeededRandom } from '../../../electron/core/testing/fake-ports.ts';

/** One post as a server tells it to one reader. */
export interface MadeFrame {
  /** Index of the reader whose stream brings it. */
  readonly reader: number;
  /** A frame of Mastodon's `user` stream. */
  readonly text: string;
}

export interface FrameMakerOptions {
  readonly seed: number;
  readonly readers: number;
  /** When the first post was written, epoch ms. */
  readonly startAt: number;
  /** Time from one post to the next. */
  readonly stepMs: number;
  /** Origin of the server that has pictures `avatar-0.png` … `avatar-39.png`. */
  readonly mediaOrigin: string;
}

export interface FrameMaker {
  /** The next post, once for every reader it reaches: 60 % reach one, the others two to four. */
  next(): readonly MadeFrame[];
}

export const pictures = 40;

const words =
  'twelve lapwings on the north field and one curlew that would not be counted the tide came early so the ferry left without its passengers nobody minded because there was soup in the harbour kitchen a long letter about maps pressed between two books rain since noon light by evening'.split(' ');

/** Posts of the weight and the mix of a real home: about 3 KB of JSON, every fifth a boost, every fourth with pictures. */
export function createFrameMaker({ seed, readers, startAt, stepMs, mediaOrigin }: FrameMakerOptions): FrameMaker {
  const dice = createSeededRandom(seed);
  const upTo = (count: number): number => Math.floor(dice.unit() * count);
  let made = 0;

  const person = (n: number) => {
    const picture = `${mediaOrigin}/media/avatar-${n % pictures}.png`;
    return {
      id: String(1000 + n),
      username: `writer${n}`,
      acct: `writer${n}@far.example`,
      display_name: `Writer ${n}`,
      locked: false,
      bot: n % 31 === 0,
      created_at: '2022-11-01T00:00:00.000Z',
      note: `<p>${sentence(24)}</p>`,
      url: `https://far.example/@writer${n}`,
      uri: `https://far.example/users/writer${n}`,
      avatar: picture,
      avatar_static: picture,
      header: picture,
      header_static: picture,
      followers_count: upTo(5000),
      following_count: upTo(1000),
      statuses_count: upTo(20_000),
      emojis: [],
      fields: [{ name: 'Web', value: '<a href="https://far.example" rel="me nofollow noopener">far.example</a>', verified_at: null }],
    };
  };
  function sentence(length: number): string {
    return Array.from({ length }, () => words[upTo(words.length)]).join(' ');
  }
  const content = (): string => {
    const paragraphs = Array.from({ length: 1 + upTo(3) }, () => `<p>${sentence(6 + upTo(36))}</p>`).join('');
    return `${paragraphs}<p>With <span class="h-card"><a href="https://far.example/@writer3" class="u-url mention">@<span>writer3</span></a></span> at <a href="https://far.example/maps" rel="nofollow noopener"><span class="invisible">https://</span><span class="">far.example/maps</span></a> <a href="https://far.example/tags/birds" class="mention hashtag" rel="tag">#<span>birds</span></a></p>`;
  };
  const picture = (n: number) => {
    const url = `${mediaOrigin}/media/avatar-${n % pictures}.png`;
    const size = { width: 96, height: 96, size: '96x96', aspect: 1 };
    return { id: String(n), type: 'image', url, preview_url: url, remote_url: null, meta: { original: size, small: size }, description: sentence(8), blurhash: 'UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH' };
  };
  const poll = (n: number, at: number) => ({
    id: String(n),
    expires_at: new Date(at + 86_400_000).toISOString(),
    expired: false,
    multiple: false,
    votes_count: 9,
    voters_count: 9,
    options: [{ title: 'The first boat', votes_count: 4 }, { title: 'The second boat', votes_count: 5 }],
    emojis: [],
    voted: false,
    own_votes: [],
  });
  const status = (n: number, at: number) => ({
    id: idAt(at, n),
    created_at: new Date(at).toISOString(),
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    sensitive: false,
    spoiler_text: n % 23 === 0 ? 'food, rain' : '',
    visibility: n % 7 === 0 ? 'unlisted' : 'public',
    language: 'en',
    uri: `https://far.example/users/writer${n % 300}/statuses/${n}`,
    url: `https://far.example/@writer${n % 300}/${n}`,
    replies_count: upTo(20),
    reblogs_count: upTo(200),
    favourites_count: upTo(500),
    edited_at: null,
    favourited: false,
    reblogged: false,
    muted: false,
    bookmarked: false,
    content: content(),
    filtered: [],
    reblog: null,
    account: person(n % 300),
    media_attachments: n % 4 === 0 ? Array.from({ length: 1 + upTo(4) }, (_, index) => picture(n + index)) : [],
    mentions: [{ id: '1003', username: 'writer3', url: 'https://far.example/@writer3', acct: 'writer3@far.example' }],
    tags: [{ name: 'birds', url: 'https://far.example/tags/birds' }],
    emojis: [],
    card: null,
    poll: n % 40 === 1 ? poll(n, at) : null,
  });

  return {
    next() {
      const n = made;
      made += 1;
      const at = startAt + n * stepMs;
      const post = status(n, at);
      const isBoost = n % 5 === 2;
      const wrapper = { ...post, content: '', media_attachments: [], poll: null, account: person(300 + (n % 50)), uri: `${post.uri}/activity`, reblog: { ...post, id: idAt(at - 60_000, n), created_at: new Date(at - 60_000).toISOString() } };
      const payload = JSON.stringify(isBoost ? wrapper : post);
      const text = JSON.stringify({ stream: ['user'], event: 'update', payload });
      const reach = dice.unit() < 0.6 ? 1 : 2 + upTo(3);
      const first = upTo(readers);
      return Array.from({ length: Math.min(reach, readers) }, (_, index) => ({ reader: (first + index) % readers, text }));
    },
  };
}

/** A snowflake as Mastodon makes them: milliseconds, then 16 bits to tell those of one millisecond apart. */
function idAt(atMs: number, n: number): string {
  return ((BigInt(Math.floor(atMs)) << 16n) | BigInt(n & 0xffff)).toString();
}
