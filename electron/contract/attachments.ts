import * as v from 'valibot';

/** Of a file that is kept in the profile until every server has it: a UUID, chosen by the page. */
export const attachmentId = v.pipe(v.string(), v.regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/));
/** No known server takes more of one file than 100 MB, few people have one. */
export const maxAttachmentBytes = 256 * 1024 * 1024;
/** Of one call, before base64. */
export const maxChunkBytes = 768 * 1024;

export const attachedFile = v.strictObject({
  id: attachmentId,
  mimeType: v.pipe(v.string(), v.regex(/^(?:image|video|audio)\/[\w.+-]{1,60}$/)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxAttachmentBytes)),
});
export type AttachedFile = v.InferOutput<typeof attachedFile>;

const share = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));

/** One picture, film or sound of a post. `focus`: what stays in sight where it is cropped, -1 to 1, y upwards. */
export const draftMedia = v.strictObject({
  file: attachedFile,
  name: v.pipe(v.string(), v.maxLength(255)),
  description: v.pipe(v.string(), v.maxLength(10_000)),
  focus: v.nullable(v.strictObject({ x: share, y: share })),
});
export type DraftMedia = v.InferOutput<typeof draftMedia>;

/** What one account sends in the place of a file of the draft: the same picture, smaller. */
export const smallerFile = v.strictObject({ of: attachmentId, file: attachedFile });
export type SmallerFile = v.InferOutput<typeof smallerFile>;

const year = 366 * 24 * 60 * 60_000;

export const draftPoll = v.strictObject({
  options: v.pipe(v.array(v.pipe(v.string(), v.maxLength(10_000))), v.maxLength(100), v.readonly()),
  expiresInMs: v.pipe(v.number(), v.integer(), v.minValue(1000), v.maxValue(year)),
  multiple: v.boolean(),
});
export type DraftPoll = v.InferOutput<typeof draftPoll>;

/** One part of a file. Parts come in order; one that came before is written over with the same bytes. */
export const attachedPart = v.strictObject({
  id: attachmentId,
  offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Bytes of the whole file. */
  total: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxAttachmentBytes)),
  data: v.pipe(v.string(), v.base64(), v.maxLength(maxChunkBytes * 2)),
});

/** Why one account's server would not take the media or the poll of a post. `media` is the id of a file of the draft. */
export type PartProblem =
  | { readonly problem: 'tooManyMedia'; readonly limit: number }
  /** A film or a sound goes alone. */
  | { readonly problem: 'notAlone' }
  | { readonly problem: 'mediaType'; readonly media: string; readonly mimeType: string }
  | { readonly problem: 'mediaTooLarge'; readonly media: string; readonly bytes: number; readonly limit: number }
  | { readonly problem: 'descriptionTooLong'; readonly media: string; readonly used: number; readonly limit: number }
  | { readonly problem: 'pollWithMedia' }
  /** Its server has no quotes; a link can be sent instead. */
  | { readonly problem: 'noQuotes' }
  /** A quote goes without media and polls. */
  | { readonly problem: 'quoteWithParts' }
  | { readonly problem: 'tooFewOptions' }
  | { readonly problem: 'sameOptions' }
  | { readonly problem: 'tooManyOptions'; readonly limit: number }
  | { readonly problem: 'optionTooLong'; readonly option: number; readonly used: number; readonly limit: number }
  | { readonly problem: 'pollTooShort'; readonly limitMs: number }
  | { readonly problem: 'pollTooLong'; readonly limitMs: number };
