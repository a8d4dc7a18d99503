import type { ServerLimits } from '../../../electron/contract/servers.ts';

/** How a voice is recorded, and for how long it may be at most. */
export interface RecordingPlan {
  /** What the recorder is asked for. */
  readonly recorderType: string;
  /** What is attached; a WAV file, by the name the servers have for it, is made of the recording where a server takes nothing the recorder can make. */
  readonly mimeType: string;
  readonly longestMs: number;
  /** Where the recording would become too large, by name of the account; null where time ends it first. */
  readonly limitedBy: string | null;
}

export interface RecordingTarget {
  readonly name: string;
  readonly limits: Pick<ServerLimits, 'mimeTypes' | 'imageBytes' | 'videoBytes'>;
}

/** Of Opus and AAC, which both sound well enough for a voice. */
export const recordedBitsPerSecond = 64_000;
/** Of the WAV file: one channel of 16 bits. */
export const wavSamplesPerSecond = 24_000;
const wavBytesPerSecond = wavSamplesPerSecond * 2;
/** Recorders keep to their rate only on the whole. */
const margin = 0.85;
/** Held in memory until it is stopped, and nobody listens longer. */
const longestMs = 30 * 60_000;

/** One kind of file, under the names servers list. */
const wavNames = ['audio/wav', 'audio/wave', 'audio/x-wav'];
/** The best first. Mastodon takes all three (media_attachment.rb AUDIO_MIME_TYPES). */
const containers = ['audio/ogg', 'audio/webm', 'audio/mp4'];

/**
 * The first type that the recorder makes and every server takes, else WAV where they take that, else what the most of
 * them take: the others say so beside the file. Null where nothing can be recorded here.
 */
export function planRecording(targets: readonly RecordingTarget[], canRecord: (type: string) => boolean): RecordingPlan | null {
  const able = containers.filter(canRecord);
  const takers = (type: string): number => targets.filter(({ limits }) => limits.mimeTypes.length === 0 || limits.mimeTypes.includes(type)).length;
  const most = able.toSorted((one, other) => takers(other) - takers(one))[0];
  if (most === undefined) return null;
  const wav = wavNames.toSorted((one, other) => takers(other) - takers(one))[0] ?? most;
  const isWav = takers(wav) > takers(most);
  const bytesPerSecond = isWav ? wavBytesPerSecond : recordedBitsPerSecond / 8;
  const tightest = targets.map(({ name, limits }) => ({ name, bytes: Math.max(limits.imageBytes, limits.videoBytes) })).toSorted((one, other) => one.bytes - other.bytes)[0];
  const fitsMs = tightest === undefined ? Infinity : Math.floor((tightest.bytes * (isWav ? 1 : margin)) / bytesPerSecond) * 1000;
  return { recorderType: most, mimeType: isWav ? wav : most, longestMs: Math.min(longestMs, fitsMs), limitedBy: fitsMs < longestMs ? (tightest?.name ?? null) : null };
}
