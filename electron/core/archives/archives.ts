import type { ArchiveInfo, ArchivePage, ArchivePost, ArchiveReading } from '../../contract/archives.ts';
import type { SavedFile } from '../../contract/carry-over.ts';
import type { CallInput } from '../../contract/index.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Clock } from '../ports.ts';
import { fold } from '../search/index.ts';
import { toLines } from './text.ts';
import type { ArchiveContent, ArchiveFiles } from './types.ts';
import { addressesFile, postsFile } from './written.ts';

export interface ArchivesDeps {
  readonly clock: Clock;
  readonly files: ArchiveFiles;
}

export interface Archives {
  list(): Promise<Result<readonly ArchiveInfo[]>>;
  write(part: CallInput<'archives.write'>): Promise<Result<{ readonly received: number }>>;
  read(file: CallInput<'archives.read'>): Promise<Result<ArchiveReading>>;
  posts(query: CallInput<'archives.posts'>): Promise<Result<ArchivePage>>;
  file(wanted: CallInput<'archives.file'>): Promise<Result<SavedFile>>;
  remove(of: CallInput<'archives.remove'>): Promise<Result<null>>;
  close(): void;
}

interface Loaded {
  readonly id: string;
  readonly content: Promise<Result<ArchiveContent>>;
  /** By position, made by the first search. */
  folded: readonly string[] | null;
}

/** A hundred thousand posts are some hundred megabytes of memory: not longer than somebody reads in them. */
const heldForMs = 10 * 60_000;

/** Reading and searching archives of servers, without any server. */
export function createArchives({ clock, files }: ArchivesDeps): Archives {
  let loaded: Loaded | null = null;
  let stopHolding = (): void => {};

  function drop(): void {
    stopHolding();
    loaded = null;
  }

  function load(id: string): Loaded {
    if (loaded?.id !== id) loaded = { id, content: files.content(id), folded: null };
    const held = loaded;
    stopHolding();
    stopHolding = clock.after(heldForMs, drop);
    // What could not be read now may be read the next time.
    void held.content.then((content) => (content.ok || loaded !== held ? undefined : drop()));
    return held;
  }

  async function posts({ id, words, after, limit }: CallInput<'archives.posts'>): Promise<Result<ArchivePage>> {
    const held = load(id);
    const content = await held.content;
    if (!content.ok) return content;
    const wanted = fold(words).split(/\s+/u).filter((word) => word !== '');
    const all = content.value.posts;
    if (wanted.length > 0) held.folded ??= all.map(searchedText);
    const { folded } = held;
    const fitting = folded === null || wanted.length === 0 ? all : all.filter(({ position }) => wanted.every((word) => folded[position]?.includes(word) === true));
    const rest = after === null ? fitting : fitting.filter(({ position }) => position > after);
    const page = rest.slice(0, limit);
    return ok({ posts: page, next: rest.length > limit ? (page.at(-1)?.position ?? null) : null, found: fitting.length });
  }

  async function file({ id, what }: CallInput<'archives.file'>): Promise<Result<SavedFile>> {
    const listed = await files.list();
    if (!listed.ok) return listed;
    const info = listed.value.find((each) => each.id === id);
    if (info === undefined) return fail({ kind: 'notFound', what: 'archive' });
    const content = await load(id).content;
    if (!content.ok) return content;
    return ok(what === 'posts' ? postsFile(info.handle ?? 'archive', content.value.posts) : addressesFile(`${what}.csv`, content.value[what]));
  }

  return {
    list: () => files.list(),
    async write({ id, offset, total, data }) {
      const received = await files.write(id, { offset, total, bytes: Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0)) });
      return received.ok ? ok({ received: received.value }) : received;
    },
    read: ({ id, name }) => files.accept(id, { name, addedAt: clock.now() }),
    posts,
    file,
    remove({ id }) {
      if (loaded?.id === id) drop();
      return files.remove(id);
    },
    close: drop,
  };
}

function searchedText({ content, spoilerText, media, boostOf }: ArchivePost): string {
  return fold([spoilerText, toLines(content), ...media.map(({ description }) => description), boostOf ?? ''].join('\n'));
}
