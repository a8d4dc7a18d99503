import type { AttachedFile, DraftMedia, DraftPoll, PartProblem } from '../../contract/attachments.ts';
import type { DraftBody, TargetOverrides } from '../../contract/compose.ts';
import type { ServerLimits } from '../../contract/servers.ts';

/** The file one account sends for a piece of media: its own smaller one, where it has one. */
export function fileFor(media: DraftMedia, { smaller }: TargetOverrides): AttachedFile {
  return smaller?.find(({ of }) => of === media.file.id)?.file ?? media.file;
}

/** What a server would refuse of the media and the poll of a post, by what it says of its limits. */
export function partProblems({ media, poll }: Pick<DraftBody, 'media' | 'poll'>, overrides: TargetOverrides, limits: ServerLimits): readonly PartProblem[] {
  return [...countProblems(media, poll, limits), ...media.flatMap((each) => fileProblems(each, fileFor(each, overrides), limits)), ...(poll === null ? [] : pollProblems(poll, limits))];
}

/** What a server would refuse of a quote (Mastodon API client/quotes: no media, no poll with it). */
export function quoteProblems({ quote, media, poll }: Pick<DraftBody, 'quote' | 'media' | 'poll'>, { quoteAsLink }: TargetOverrides, { writing }: ServerLimits): readonly PartProblem[] {
  if (quote === null || quoteAsLink === true) return [];
  if (writing?.quotes !== true) return [{ problem: 'noQuotes' }];
  return media.length > 0 || poll !== null ? [{ problem: 'quoteWithParts' }] : [];
}

function countProblems(media: readonly DraftMedia[], poll: DraftPoll | null, limits: ServerLimits): PartProblem[] {
  const problems: PartProblem[] = [];
  if (media.length > limits.maxMedia) problems.push({ problem: 'tooManyMedia', limit: limits.maxMedia });
  // Mastodon's rule (post_status_service.rb), so of those who count their lengths as it does; GoToSocial and Akkoma mix.
  const alone = limits.lengthRule === 'mastodon' && media.length > 1 && media.some(({ file }) => isFilm(file) || isSound(file));
  if (alone) problems.push({ problem: 'notAlone' });
  if (media.length > 0 && poll !== null) problems.push({ problem: 'pollWithMedia' });
  return problems;
}

const isFilm = ({ mimeType }: AttachedFile): boolean => mimeType.startsWith('video/');
const isSound = ({ mimeType }: AttachedFile): boolean => mimeType.startsWith('audio/');

function fileProblems({ file: { id }, description }: DraftMedia, file: AttachedFile, limits: ServerLimits): PartProblem[] {
  const problems: PartProblem[] = [];
  const { mimeType, bytes } = file;
  if (limits.mimeTypes.length > 0 && !limits.mimeTypes.includes(mimeType)) problems.push({ problem: 'mediaType', media: id, mimeType });
  // A GIF that moves is made a film, and may be as large as one (media_attachment.rb larger_media_format?).
  const limit = isFilm(file) || isSound(file) || mimeType === 'image/gif' ? Math.max(limits.videoBytes, limits.imageBytes) : limits.imageBytes;
  if (bytes > limit) problems.push({ problem: 'mediaTooLarge', media: id, bytes, limit });
  const used = [...description].length;
  if (used > limits.maxDescription) problems.push({ problem: 'descriptionTooLong', media: id, used, limit: limits.maxDescription });
  return problems;
}

function pollProblems({ options, expiresInMs }: DraftPoll, { poll: limits }: ServerLimits): PartProblem[] {
  const written = options.map((option) => option.trim()).filter((option) => option !== '');
  const problems: PartProblem[] = [];
  if (written.length < 2) problems.push({ problem: 'tooFewOptions' });
  if (new Set(written).size < written.length) problems.push({ problem: 'sameOptions' });
  if (written.length > limits.maxOptions) problems.push({ problem: 'tooManyOptions', limit: limits.maxOptions });
  for (const [option, text] of options.entries()) {
    const used = [...text.trim()].length;
    if (used > limits.maxOptionCharacters) problems.push({ problem: 'optionTooLong', option, used, limit: limits.maxOptionCharacters });
  }
  if (expiresInMs < limits.minExpirationMs) problems.push({ problem: 'pollTooShort', limitMs: limits.minExpirationMs });
  if (expiresInMs > limits.maxExpirationMs) problems.push({ problem: 'pollTooLong', limitMs: limits.maxExpirationMs });
  return problems;
}
