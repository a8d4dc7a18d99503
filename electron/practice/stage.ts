import { favourite, vote } from './actions/reacting.ts';
import { follow } from './actions/people.ts';
import { boostStatus, deleteStatus, publishStatus, reviseStatus } from './actions/posting.ts';
import type { Cast, CastAct, CastMember, CastPicture, CastPost } from './cast-types.ts';
import { fetchActor, fetchNote } from './federation/notes.ts';
import type { Account, Status } from './model/rows.ts';
import type { PracticeServer } from './model/server.ts';
import { must, now } from './model/server.ts';
import { addPerson, connect, personOf } from './people.ts';
import { createRandom, seedFrom } from './random.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;
/** Live acts played at once for the time the servers were off. */
const maxCaughtUp = 60;

export interface StageProgress {
  readonly uris: Record<string, string>;
  readonly nextLive: number;
  /** When this was so. */
  readonly at: number;
}

export interface Stage {
  /** Plays the next live act. */
  step(): void;
  /** Begins to play live acts as time passes. */
  start(): void;
  stop(): void;
  /** Posts by their keys in the script (their ActivityPub ids), and how far the live part is: for the snapshot. */
  progress(): StageProgress;
  resume(progress: StageProgress): void;
}

function drawPictures(world: World, cast: Cast): void {
  const { files } = world.core;
  for (const member of cast.people) {
    if (member.avatar) files.draw(avatarName(member), 'image/png', member.avatar);
    if (member.header) files.draw(`header-${avatarName(member)}`, 'image/png', member.header);
  }
  for (const server of cast.servers)
    for (const emoji of server.emojis ?? []) files.draw(`emoji-${server.domain}-${emoji.shortcode}.png`, 'image/png', emoji.draw);
}

function avatarName(member: CastMember): string {
  return `avatar-${member.key.replaceAll(/[^a-z0-9]/g, '-')}.png`;
}

/** Brings the people on, with who follows whom, and the servers' emoji. */
export function gather(world: World, cast: Cast): void {
  drawPictures(world, cast);
  const startedAt = world.core.clock.now();
  for (const server of cast.servers) {
    const rows = must(world.core.servers.get(server.domain), server.domain).tables.emojis;
    for (const emoji of server.emojis ?? [])
      rows.put({
        id: emoji.shortcode,
        shortcode: emoji.shortcode,
        file: `emoji-${server.domain}-${emoji.shortcode}.png`,
        category: emoji.category ?? null,
      });
  }
  for (const member of cast.people) {
    const [username, domain] = member.key.split('@');
    addPerson(must(world.core.servers.get(domain ?? ''), `server of ${member.key}`), {
      username: username ?? '',
      displayName: member.displayName,
      note: member.bio,
      language: member.language,
      locked: member.locked ?? false,
      bot: member.bot ?? false,
      password: member.password ?? 'practice',
      createdAt: startedAt - (member.ageDays ?? 400) * dayMs,
      avatar: member.avatar ? avatarName(member) : null,
      header: member.header ? `header-${avatarName(member)}` : null,
      fields: (member.fields ?? []).map((field) => ({ name: field.name, value: field.value, verifiedAt: field.verified ? startedAt - dayMs : null })),
    });
  }
  for (const member of cast.people) for (const whom of member.follows ?? []) connect(world, member.key, whom, startedAt - 30 * dayMs);
}

/** Plays a cast: its history at once, what comes live by the clock. */
export function createStage(world: World, cast: Cast, seed: number): Stage {
  const pace = createRandom(seedFrom(seed, 'pace'));
  const uris: Record<string, string> = {};
  let nextLive = 0;
  let stoppedAt: number | null = null;
  let cancel = () => {};

  /** A post as this server knows it; fetched when it has not come here yet. */
  function statusOn(server: PracticeServer, key: string | undefined): Status | null {
    const uri = key === undefined ? undefined : uris[key];
    return uri === undefined ? null : fetchNote(server, uri);
  }
  function keepPicture(server: PracticeServer, author: Account, picture: CastPicture): string {
    const createdAt = now(server);
    world.core.files.draw(picture.name, 'image/png', picture.draw);
    const id = server.ids.at(createdAt);
    server.tables.media.put({
      id,
      accountId: author.id,
      type: 'image',
      mime: 'image/png',
      file: picture.name,
      width: picture.width,
      height: picture.height,
      blurhash: picture.blurhash?.() ?? null,
      createdAt,
      remoteDomain: null,
      description: picture.alt,
      focus: null,
      statusId: null,
      readyAt: 0,
      failed: false,
    });
    return id;
  }
  function keepPage({ card }: CastPost): void {
    if (!card) return;
    const { picture, ...page } = card;
    if (picture) world.core.files.draw(picture.name, 'image/png', picture.draw);
    world.core.pages.put({
      ...page,
      picture: picture ? { file: picture.name, alt: picture.alt, width: picture.width, height: picture.height } : null,
    });
  }
  function publishPost(post: CastPost): void {
    keepPage(post);
    const [server, author] = personOf(world, post.author);
    const status = publishStatus(server, author, {
      text: post.text,
      rawHtml: post.html ?? null,
      language: post.language,
      spoilerText: post.spoilerText ?? '',
      sensitive: post.sensitive ?? post.spoilerText !== undefined,
      visibility: post.visibility ?? 'public',
      mediaIds: (post.pictures ?? []).map((picture) => keepPicture(server, author, picture)),
      inReplyTo: statusOn(server, post.replyTo),
      quote: statusOn(server, post.quoteOf),
      poll: post.poll
        ? { options: post.poll.options, expiresInMs: post.poll.hours * 3_600_000, multiple: post.poll.multiple ?? false, hideTotals: false }
        : null,
    });
    uris[post.key] = status.uri;
  }
  function act(what: CastAct): void {
    switch (what.kind) {
      case 'post':
        return publishPost(what.post);
      case 'follow': {
        const [server, account] = personOf(world, what.by);
        const [, target] = personOf(world, what.whom);
        const known = fetchActor(server, target.uri);
        if (known) follow(server, account, known, {});
        return;
      }
      case 'edit':
      case 'delete':
        return revise(what);
      default:
        return react(what);
    }
  }
  function revise(what: Extract<CastAct, { kind: 'edit' | 'delete' }>): void {
    const home = [...world.core.servers.values()].find((server) => server.tables.statuses.one('uri', uris[what.of] ?? '')?.local);
    const status = home?.tables.statuses.one('uri', uris[what.of] ?? '');
    if (!home || !status) return;
    if (what.kind === 'delete') deleteStatus(home, status);
    else
      reviseStatus(home, status, {
        text: what.text,
        spoilerText: status.spoilerText,
        sensitive: status.sensitive,
        language: status.language,
        mediaIds: status.mediaIds,
        poll: undefined,
      });
  }
  function react(what: Extract<CastAct, { kind: 'boost' | 'favourite' | 'vote' }>): void {
    const [server, account] = personOf(world, what.by);
    const status = statusOn(server, what.of);
    if (!status) return;
    if (what.kind === 'boost') boostStatus(server, account, status);
    else if (what.kind === 'favourite') favourite(server, account, status);
    else {
      const poll = status.pollId ? server.tables.polls.get(status.pollId) : undefined;
      if (poll) vote(server, poll, account, what.choices);
    }
  }
  function playHistory(): void {
    const startedAt = world.core.clock.now();
    for (const past of cast.history) {
      world.inThePast(startedAt - past.minutesAgo * 60_000, () => act(past));
    }
  }
  function step(): void {
    act(cast.live.next(nextLive++));
  }
  /** What people said while nobody ran the servers: as much as the time allows, up to a limit. */
  function catchUp(from: number): void {
    const until = world.core.clock.now();
    const paceMs = (cast.live.everyMs.from + cast.live.everyMs.to) / 2;
    const count = Math.min(maxCaughtUp, Math.floor((until - from) / paceMs));
    const stepMs = (until - from) / (count + 1);
    for (let index = 1; index <= count; index += 1) world.inThePast(from + index * stepMs, step);
  }
  function wait(): void {
    cancel = world.core.clock.after(pace.between(cast.live.everyMs.from, cast.live.everyMs.to), () => {
      step();
      wait();
    });
  }
  drawPictures(world, cast);
  return {
    step,
    start() {
      if (nextLive === 0 && Object.keys(uris).length === 0) playHistory();
      if (stoppedAt !== null) catchUp(stoppedAt);
      stoppedAt = null;
      wait();
    },
    stop: () => cancel(),
    progress: () => ({ uris: { ...uris }, nextLive, at: world.core.clock.now() }),
    resume(progress) {
      Object.assign(uris, progress.uris);
      nextLive = progress.nextLive;
      stoppedAt = progress.at;
      const done = [...cast.history, ...Array.from({ length: nextLive }, (_, index) => cast.live.next(index))];
      for (const past of done) {
        if (past.kind !== 'post') continue;
        keepPage(past.post);
        for (const picture of past.post.pictures ?? []) world.core.files.draw(picture.name, 'image/png', picture.draw);
      }
    },
  };
}
