import { describe, expect, it } from 'vitest';
import type { CastAct, CastPicture, CastPost } from '../cast-types.ts';
import { kinds } from '../kinds/traits.ts';
import { mentionsIn, shortcodesIn } from '../model/text.ts';
import { readPngSize } from '../png.ts';
import { cast } from './index.ts';

const world = cast(1);
const liveCount = 600;
const live = Array.from({ length: liveCount }, (_, index) => world.live.next(index));
const acts: readonly CastAct[] = [...world.history, ...live];
const posts = acts.flatMap((act) => (act.kind === 'post' ? [act.post] : []));
const written = world.history.flatMap((act) => (act.kind === 'post' ? [act.post] : []));
const people = new Map(world.people.map((person) => [person.key, person]));
const serverOf = (key: string) => world.servers.find((server) => key.endsWith(`@${server.domain}`));

describe('the people', () => {
  it('are at least two dozen, each with a face, a text and somebody to follow', () => {
    expect(people.size).toBe(world.people.length);
    expect(people.size).toBeGreaterThanOrEqual(24);
    for (const person of world.people) {
      expect(serverOf(person.key)).toBeDefined();
      expect(person.bio.length).toBeGreaterThan(20);
      for (const whom of person.follows ?? []) expect(people.has(whom)).toBe(true);
      expect(person.follows).not.toContain(person.key);
    }
  });

  it('can be told apart: no two avatars are the same picture', () => {
    const faces = world.people.map((person) => Buffer.from(person.avatar?.() ?? new Uint8Array()).toString('base64'));
    expect(new Set(faces).size).toBe(world.people.length);
    for (const person of world.people) {
      const avatar = readPngSize(person.avatar?.() ?? new Uint8Array());
      expect(avatar?.width).toBe(avatar?.height);
    }
  });
});

describe('the story', () => {
  it('is long enough for three days, oldest first, and ends now', () => {
    expect(written.length).toBeGreaterThanOrEqual(150);
    const times = world.history.map((act) => act.minutesAgo);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(Math.max(...times)).toBeLessThanOrEqual(3 * 24 * 60);
    expect(Math.min(...times)).toBeGreaterThan(0);
  });

  it('names only posts that are there already, and people who exist', () => {
    const told = new Set<string>();
    for (const act of acts) {
      if (act.kind === 'post') {
        expect(told.has(act.post.key)).toBe(false);
        expect(people.has(act.post.author)).toBe(true);
        for (const other of [act.post.replyTo, act.post.quoteOf]) expect(other === undefined || told.has(other)).toBe(true);
        for (const handle of mentionsIn(act.post.text)) expect(people.has(handle)).toBe(true);
        told.add(act.post.key);
      } else if (act.kind !== 'follow') {
        expect(told.has(act.of)).toBe(true);
      }
    }
  });

  it('answers the one it replies to by name', () => {
    const byKey = new Map(posts.map((post) => [post.key, post]));
    const replies = posts.filter((post) => post.replyTo !== undefined);
    expect(replies.length).toBeGreaterThan(35);
    for (const reply of replies) expect(mentionsIn(reply.text)).toContain(byKey.get(reply.replyTo ?? '')?.author);
  });

  it('lets nobody like or boost their own, vote where there is no poll, or choose what is no option', () => {
    const byKey = new Map(posts.map((post) => [post.key, post]));
    for (const act of acts) {
      if (act.kind === 'boost' || act.kind === 'favourite') expect(byKey.get(act.of)?.author).not.toBe(act.by);
      if (act.kind === 'vote') {
        const poll = byKey.get(act.of)?.poll;
        expect(act.choices.every((choice) => poll?.options[choice] !== undefined)).toBe(true);
        expect(act.choices.length === 1 || poll?.multiple === true).toBe(true);
      }
    }
  });

  it('keeps to what each server allows', () => {
    for (const post of posts) {
      const server = serverOf(post.author);
      const traits = kinds[server?.kind ?? 'mastodon-4.5'];
      expect([post.key, [...post.text].length <= traits.maxCharacters]).toEqual([post.key, true]);
      expect(post.pictures?.length ?? 0).toBeLessThanOrEqual(traits.maxMedia);
      for (const code of shortcodesIn(post.text)) expect(server?.emojis?.map((emoji) => emoji.shortcode)).toContain(code);
      for (const option of post.poll?.options ?? []) expect(option.length).toBeLessThanOrEqual(traits.maxPollOptionCharacters);
    }
  });

  it('shows a bit of everything', () => {
    const has = (test: (post: CastPost) => boolean): number => written.filter(test).length;
    const languages = new Set(written.map((post) => post.language));
    expect([...languages].toSorted()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'hi', 'ja', 'pl', 'pt', 'sv', 'uk']);
    expect(has((post) => post.spoilerText !== undefined)).toBeGreaterThanOrEqual(3);
    expect(has((post) => post.quoteOf !== undefined)).toBeGreaterThanOrEqual(3);
    expect(has((post) => post.pictures !== undefined)).toBeGreaterThanOrEqual(15);
    expect(has((post) => (post.pictures?.length ?? 0) > 1)).toBeGreaterThanOrEqual(2);
    expect(has((post) => post.card !== undefined)).toBeGreaterThanOrEqual(2);
    expect(has((post) => post.html?.includes('<code>') === true)).toBe(1);
    expect(has((post) => post.text.length > 1000)).toBeGreaterThanOrEqual(1);
    expect(world.history.filter((act) => act.kind === 'edit').length).toBeGreaterThanOrEqual(4);
    const ended = world.history.filter((act) => act.kind === 'post' && act.post.poll !== undefined).map((act) => act.kind === 'post' && act.minutesAgo / 60 > (act.post.poll?.hours ?? 0));
    expect(new Set(ended)).toEqual(new Set([true, false]));
  });
});

describe('pictures', () => {
  const pictures = new Map<string, CastPicture>();
  for (const post of posts) for (const picture of [...(post.pictures ?? []), ...(post.card?.picture ? [post.card.picture] : [])]) pictures.set(picture.name, picture);

  it('all have a description and the size they promise', { timeout: 60_000 }, () => {
    expect(pictures.size).toBeGreaterThan(30);
    const seen = new Set<string>();
    for (const { name, alt, width, height, draw } of pictures.values()) {
      expect(alt.length).toBeGreaterThan(10);
      const scene = name.split('-')[1] ?? '';
      if (seen.has(scene)) continue;
      seen.add(scene);
      expect(readPngSize(draw())).toEqual({ width, height });
    }
  });

  it('have soft colours of their own, quickly', () => {
    const hashes = [...pictures.values()].map((each) => each.blurhash?.() ?? '');
    // Four by three colours: a head of six characters, the first of which says so, and two for each other colour.
    for (const hash of hashes) expect(hash).toMatch(/^L[\w#$%*+,\-.:;=?@[\]^{|}~]{27}$/);
    expect(new Set(hashes).size).toBeGreaterThan(pictures.size * 0.9);
  });

  it('with one name are one picture', () => {
    const sizes = posts.flatMap((post) => post.pictures ?? []).map(({ name, width, height }) => `${name} ${width} ${height}`);
    expect(new Set(sizes).size).toBe(new Set(posts.flatMap((post) => post.pictures ?? []).map(({ name }) => name)).size);
  });
});

describe('what happens live', () => {
  it('is the same for the same seed and number, in whichever order it is asked for', () => {
    const again = cast(1);
    for (const index of [599, 3, 250, 0, 251]) expect(JSON.stringify(again.live.next(index))).toBe(JSON.stringify(live[index]));
    const other = cast(2);
    expect(Array.from({ length: 40 }, (_, index) => JSON.stringify(other.live.next(400 + index)))).not.toEqual(live.slice(400, 440).map((act) => JSON.stringify(act)));
  });

  it('does not repeat itself within hours, nor let one person talk alone', () => {
    const texts = live.flatMap((act) => (act.kind === 'post' && act.post.pictures === undefined ? [act.post.text] : []));
    for (let at = 0; at < texts.length; at += 1) expect(texts.slice(Math.max(0, at - 50), at)).not.toContain(texts[at]);
    const authors = live.flatMap((act) => (act.kind === 'post' ? [act.post.author] : []));
    for (let at = 2; at < authors.length; at += 1) expect(new Set(authors.slice(at - 2, at + 1)).size).toBeGreaterThan(1);
    expect(new Set(authors.slice(-100)).size).toBeGreaterThan(20);
  });
});
