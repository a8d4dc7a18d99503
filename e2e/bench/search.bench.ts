/** The search memory: taking posts up into the index, and looking through it. Words are as frequent as in a language. */
import { performance } from 'node:perf_hooks';
import type { AccountKey, Html } from '../../electron/contract/index.ts';
import { toDocument } from '../../electron/core/search/document.ts';
import { createMemory } from '../../electron/core/search/memory.ts';
import { createRecordedEvents, createSeededRandom } from '../../electron/core/testing/fake-ports.ts';
import { samplePerson, sampleSeen } from '../../electron/core/testing/samples.ts';
import { createVirtualClock } from '../../electron/core/testing/virtual-clock.ts';
import { makeDataDir } from '../fixtures/skein-process.ts';
import { figure, percentile, progress, readOptions, report } from './parts/figures.ts';
import { openStores } from './parts/profile.ts';

const { isFull, seed } = readOptions();
const posts = isFull ? 1_000_000 : 50_000;
const queries = isFull ? 1_000 : 400;
const stepMs = 20_000;
const startAt = Date.UTC(2026, 0, 1);
const now = startAt + posts * stepMs;
const vocabulary = 60_000;
const bitePosts = 200;
const accounts = Array.from({ length: 20 }, (_, index) => `server${index}.example/1` as AccountKey);
const dice = createSeededRandom(seed);
const upTo = (count: number): number => Math.floor(dice.unit() * count);

/** Zipf: the n-th word of the language comes about 1/n as often as the first. */
const shares = new Float64Array(vocabulary);
for (let n = 0, sum = 0; n < vocabulary; n += 1) shares[n] = sum += 1 / (n + 2.7);
function rank(): number {
  const wanted = dice.unit() * (shares.at(-1) ?? 0);
  let [low, high] = [0, vocabulary - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shares[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
/** Frequent words are short, as in a language; no two have more in common at their beginnings than there. */
function wordOf(n: number): string {
  let word = '';
  for (let rest = n + 40; rest > 0; rest = Math.floor(rest / 100)) word += 'bcdfghjklmnprstvwxyz'[rest % 20]! + 'aeiou'[Math.floor(rest / 20) % 5]!;
  return word;
}
const kanji = (n: number): string => String.fromCodePoint(0x4e00 + (n % 2_500));
const sentence = (length: number): string => Array.from({ length }, () => wordOf(rank())).join(' ');
const dense = (length: number): string => Array.from({ length }, () => kanji(rank())).join('');

function makePost(n: number) {
  const text = n % 12 === 0 ? dense(20 + upTo(80)) : sentence(6 + upTo(60));
  const link = n % 6 === 0 ? '<a href="https://far.example/maps" rel="nofollow">far.example/maps</a>' : '';
  return sampleSeen(`https://far.example/s/${n}`, String(n), {
    author: samplePerson(`writer${n % 3_000}`, 'far.example'),
    createdAt: startAt + n * stepMs,
    content: `<p>${text} ${link}</p>` as Html,
    language: n % 12 === 0 ? 'ja' : 'en',
    replyToHandle: n % 3 === 0 ? `writer${n % 91}@far.example` : null,
    tags: n % 9 === 0 ? [{ name: `tag${rank() % 400}`, url: 'https://far.example/tags/x' }] : [],
  }, { bookmarked: n % 400 === 0, favourited: n % 90 === 0 });
}

const kinds: Readonly<Record<string, () => string>> = {
  word: () => wordOf(rank()),
  twoWords: () => `${wordOf(rank())} ${wordOf(rank())}`,
  typing: () => `${wordOf(rank())} ${wordOf(rank()).slice(0, 3 + upTo(4))}`,
  phrase: () => `"${wordOf(upTo(40))} ${wordOf(upTo(40))}"`,
  without: () => `${wordOf(rank())} -${wordOf(upTo(20))}`,
  from: () => `from:writer${upTo(3_000)} ${wordOf(upTo(200))}`,
  operators: () => `has:link is:reply lang:en account:server${upTo(20)} ${wordOf(rank())}`,
  bookmarks: () => `in:bookmarks ${wordOf(rank())}`,
  dates: () => `${wordOf(rank())} before:${new Date(startAt + upTo(posts) * stepMs).toISOString().slice(0, 10)}`,
  dense: () => kanji(rank()) + kanji(rank()),
  denseOne: () => kanji(rank()),
  nothing: () => `${wordOf(vocabulary - 1 - upTo(500))} ${wordOf(vocabulary - 1 - upTo(500))}`,
};

const dir = makeDataDir();
try {
  const stores = openStores(dir.path);
  progress(`${posts} posts`);
  let putMs = 0;
  let indexMs = 0;
  const bitesMs: number[] = [];
  for (let first = 0; first < posts; first += bitePosts) {
    const made = Array.from({ length: Math.min(bitePosts, posts - first) }, (_, index) => makePost(first + index));
    const putting = performance.now();
    stores.transactions.run(() => {
      for (const [index, seen] of made.entries()) {
        stores.statuses.put(accounts[(first + index) % 20] ?? accounts[0]!, seen, seen.status.createdAt);
        if (index % 5 < 2) stores.statuses.put(accounts[(first + index + 7) % 20] ?? accounts[0]!, seen, seen.status.createdAt);
      }
    });
    const indexing = performance.now();
    stores.search.write(stores.search.pending(bitePosts).map((post) => toDocument(post, new Set())), now);
    const biteMs = performance.now() - indexing;
    putMs += indexing - putting;
    indexMs += biteMs;
    bitesMs.push(biteMs);
  }
  const memory = createMemory({
    ...stores,
    clock: createVirtualClock(now),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    random: dice,
    accounts: { keys: () => accounts, signedIn: () => null },
    publish: createRecordedEvents().publish,
    indexed: () => undefined,
    forgotten: () => undefined,
    ownAccounts: () => accounts.map((key, index) => ({ key, handle: `me@server${index}.example`, nickname: `server${index}` })),
  });
  const all: number[] = [];
  const perKind: Record<string, ReturnType<typeof figure>> = {};
  for (const [kind, make] of Object.entries(kinds)) {
    const times = Array.from({ length: Math.ceil(queries / Object.keys(kinds).length) }, () => {
      const text = make();
      const started = performance.now();
      memory.search({ text, cursor: null, limit: 30 });
      return performance.now() - started;
    });
    all.push(...times);
    perKind[`${kind}P95`] = figure(percentile(times, 0.95), 'ms');
  }
  const { indexBytes, cacheBytes } = stores.search.size();
  report({
    posts: figure(posts, 'posts'),
    searchP50: figure(percentile(all, 0.5), 'ms'),
    searchP95: figure(percentile(all, 0.95), 'ms', '<= 50'),
    searchSlowest: figure(Math.max(...all), 'ms'),
    ...perKind,
    indexed: figure((posts / indexMs) * 1000, 'posts/s'),
    storedAndIndexed: figure((posts / (putMs + indexMs)) * 1000, 'posts/s', '>= 3000'),
    biteP50: figure(percentile(bitesMs, 0.5), 'ms'),
    biteP99: figure(percentile(bitesMs, 0.99), 'ms'),
    biteLongest: figure(Math.max(...bitesMs), 'ms'),
    index: figure(indexBytes / 2 ** 20, 'MB'),
    indexPerPost: figure(indexBytes / posts, 'bytes'),
    cacheFile: figure(cacheBytes / 2 ** 20, 'MB'),
  });
  stores.close();
} finally {
  dir.remove();
}
