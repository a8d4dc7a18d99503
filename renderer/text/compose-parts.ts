import type { PartProblem } from '../../electron/contract/attachments.ts';
import { fileSize } from './media.ts';
import { count, listed } from './time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function span(ms: number): string {
  if (ms < hourMs) return count(Math.round(ms / minuteMs), 'minute');
  return ms < 2 * dayMs && ms % dayMs !== 0 ? count(Math.round(ms / hourMs), 'hour') : count(Math.round(ms / dayMs), 'day');
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];

type Kind = 'image' | 'video' | 'sound';

export const partsText = {
  attach: 'Add images, video or sound',
  addPoll: 'Add a poll',
  removePoll: 'Remove the poll',
  either: 'A post has media or a poll, not both',
  dropHere: 'Drop to attach',
  preparing: (n: number): string => (n === 1 ? 'Preparing a file …' : `Preparing ${n} files …`),
  media: 'Media of the post',
  item: (place: number, of: number, name: string): string => (of === 1 ? name : `${place} of ${of}, ${name}`),
  describe: (place: number): string => `Describe media ${place}`,
  described: (place: number, description: string): string => `ALT, change the description of media ${place}: ${description}`,
  remove: (place: number): string => `Remove media ${place}`,
  earlier: (place: number): string => `Move media ${place} one to the front`,
  later: (place: number): string => `Move media ${place} one to the back`,
  moved: (place: number, of: number): string => `Now ${place} of ${of}.`,
  removed: 'Media removed.',
  undo: 'Undo',

  descriptionTitle: 'Description and focus',
  description: 'Description for people who cannot see it',
  descriptionHint: (used: number, limit: number): string => `${used.toLocaleString('en-GB')} of ${limit.toLocaleString('en-GB')} characters`,
  descriptionPlaceholder: 'What is to be seen, in one or two sentences',
  focus: 'Point that stays in sight where the picture is cropped. Arrow keys move it.',
  focusHint: 'Press the part of the picture that must stay in sight where it is cropped.',
  focusAt: (x: number, y: number): string => `${Math.round(((x + 1) / 2) * 100)} % from the left, ${Math.round(((1 - y) / 2) * 100)} % from the top`,
  done: 'Save',
  cancel: 'Cancel',

  noDescription: (place: number, of: number, kind: Kind): string => (of === 1 ? `The ${kind} has no description` : `The ${ordinals[place - 1] ?? `${place}th`} ${kind} has no description`),
  noDescriptionHint: (kind: Kind): string => (kind === 'sound' ? 'People who cannot hear it get nothing. One sentence is enough.' : 'People who cannot see it get nothing. One sentence is enough.'),
  saveDescription: 'Save description',
  sendWithout: 'Send without',

  notMedia: (name: string): string => `${name} is no image, video or sound.`,
  tooLargeToKeep: (name: string): string => `${name} is larger than 256 MB. No server takes that.`,
  place: (name: string): string => `${name} was not attached: Skein cannot take out of this kind of image where it was taken. Save it as JPEG first.`,
  unreadable: (name: string): string => `${name} cannot be read as an image.`,
  notAttached: (name: string, why: string): string => `${name} was not attached. ${why}`,

  poll: 'Poll',
  option: (n: number): string => `Choice ${n}`,
  addOption: 'Add a choice',
  removeOption: (n: number): string => `Remove choice ${n}`,
  optionLimits: (limits: readonly { readonly names: readonly string[]; readonly limit: number }[]): string =>
    limits.length === 1 ? `up to ${count(limits[0]?.limit ?? 0, 'choice')}` : limits.map(({ names, limit }, at) => `${listed(names)} ${at > 0 ? '' : names.length === 1 ? 'allows ' : 'allow '}${limit}`).join(', '),
  ends: 'Ends after',
  endsAfter: (ms: number): string => `Ends after ${span(ms)}`,
  span,
  choices: 'How many choices may be picked',
  one: 'One choice',
  several: 'Several choices',

  problem: (problem: PartProblem, placeOf: (media: string) => number): string => {
    switch (problem.problem) {
      case 'tooManyMedia':
        return `allows ${count(problem.limit, 'file')}`;
      case 'notAlone':
        return 'takes a video or a sound only alone';
      case 'mediaType':
        return `does not take files like number ${placeOf(problem.media)} (${problem.mimeType})`;
      case 'mediaTooLarge':
        return `takes up to ${fileSize(problem.limit)}, number ${placeOf(problem.media)} has ${fileSize(problem.bytes)}`;
      case 'descriptionTooLong':
        return `allows ${problem.limit.toLocaleString('en-GB')} characters in a description, that of number ${placeOf(problem.media)} has ${problem.used.toLocaleString('en-GB')}`;
      case 'noQuotes':
        return 'cannot quote';
      case 'quoteWithParts':
        return 'takes a quote only without media and poll';
      case 'pollWithMedia':
        return 'takes media or a poll, not both';
      case 'tooFewOptions':
        return 'needs two choices at least';
      case 'sameOptions':
        return 'takes no choice twice';
      case 'tooManyOptions':
        return `allows ${problem.limit} choices`;
      case 'optionTooLong':
        return `allows ${problem.limit} characters in a choice, choice ${problem.option + 1} has ${problem.used}`;
      case 'pollTooShort':
        return `asks for ${span(problem.limitMs)} at least`;
      case 'pollTooLong':
        return `allows ${span(problem.limitMs)} at most`;
    }
  },
  waiting: 'A file is still being prepared',
  held: (nickname: string, what: string): string => `${nickname} ${what}`,
  othersStay: 'The others stay as they are.',
  smaller: (bytes: number): string => `Send a smaller image, ${fileSize(bytes)}`,
  smallerFor: (label: string, nickname: string): string => `${label}: ${nickname}`,
  making: 'Making it smaller …',
  getsSmaller: (nickname: string, place: number, bytes: number): string => `${nickname} gets number ${place} smaller, with ${fileSize(bytes)}.`,
  original: 'Send the original',
} as const;
