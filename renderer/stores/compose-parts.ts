/** Media and poll of the post being written: what changes in its body, and nothing else. */
import type { AttachedFile, DraftMedia, DraftPoll } from '../../electron/contract/attachments.ts';
import type { DraftBody } from '../../electron/contract/compose.ts';
import type { AccountKey } from '../../electron/contract/index.ts';

export type Focus = NonNullable<DraftMedia['focus']>;

/** Formats whose pictures are drawn anew here, which takes out where and with what they were taken. */
const redrawn = ['image/jpeg', 'image/png', 'image/webp'];

export function isPicture({ mimeType }: AttachedFile): boolean {
  return mimeType.startsWith('image/');
}

export function canShrink({ mimeType }: AttachedFile): boolean {
  return redrawn.includes(mimeType);
}

export function withMedia(body: DraftBody, media: DraftMedia): DraftBody {
  return { ...body, media: [...body.media, media] };
}

export function withoutMedia(body: DraftBody, id: string): DraftBody {
  const targets = body.targets.map((target) => {
    const { smaller, ...others } = target.overrides;
    const kept = smaller?.filter(({ of }) => of !== id) ?? [];
    return { ...target, overrides: kept.length === 0 ? others : { ...others, smaller: kept } };
  });
  return { ...body, media: body.media.filter(({ file }) => file.id !== id), targets };
}

/** To the place `at`, as far as there are places. */
export function movedMedia(body: DraftBody, id: string, at: number): DraftBody {
  const moved = body.media.find(({ file }) => file.id === id);
  if (moved === undefined) return body;
  const others = body.media.filter((media) => media !== moved);
  const place = Math.max(0, Math.min(others.length, at));
  return body.media[place] === moved ? body : { ...body, media: others.toSpliced(place, 0, moved) };
}

export function describedMedia(body: DraftBody, id: string, change: Partial<Pick<DraftMedia, 'description' | 'focus'>>): DraftBody {
  return { ...body, media: body.media.map((media) => (media.file.id === id ? { ...media, ...change } : media)) };
}

/** What an account sends in the place of a file; null for the file itself. */
export function withSmaller(body: DraftBody, account: AccountKey, of: string, file: AttachedFile | null): DraftBody {
  const targets = body.targets.map((target) => {
    if (target.account !== account) return target;
    const { smaller = [], ...others } = target.overrides;
    const kept = [...smaller.filter((each) => each.of !== of), ...(file === null ? [] : [{ of, file }])];
    return { ...target, overrides: kept.length === 0 ? others : { ...others, smaller: kept } };
  });
  return { ...body, targets };
}

/** The first that nobody who cannot see it gets anything of. */
export function firstUndescribed({ media }: DraftBody): DraftMedia | undefined {
  return media.find(({ description }) => description.trim() === '');
}

export const blankPoll: DraftPoll = { options: ['', ''], expiresInMs: 24 * 60 * 60_000, multiple: false };

export function withPoll(body: DraftBody, change: Partial<DraftPoll>): DraftBody {
  return { ...body, poll: { ...(body.poll ?? blankPoll), ...change } };
}

export function isBlankPoll({ poll }: Pick<DraftBody, 'poll'>): boolean {
  return poll === null || poll.options.every((option) => option.trim() === '');
}
