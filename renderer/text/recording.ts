const dayAndTime = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
const twoDigits = (n: number): string => String(n).padStart(2, '0');

const failures: Readonly<Record<'refused' | 'none' | 'busy' | 'unsupported' | 'ended', string>> = {
  refused: 'Skein may not use the microphone. Allow it in the settings of this computer, or of the browser Skein is open in, and try again.',
  none: 'There is no microphone. Plug one in and try again.',
  busy: 'The microphone cannot be used now: another program may have it.',
  unsupported: 'Nothing can be recorded here.',
  ended: 'The recording ended before there was a sound. Try again.',
};

export const recordingText = {
  record: 'Record a voice message',
  title: 'Voice message',
  about: 'Nothing leaves this computer before you attach it and post.',
  start: 'Start recording',
  stop: 'Stop',
  asking: 'Asking for the microphone …',
  making: 'Getting it ready …',
  recording: 'Recording',
  level: 'Loudness',
  time: (ms: number): string => `${Math.floor(ms / 60_000)}:${twoDigits(Math.floor(ms / 1000) % 60)}`,
  atMost: (ms: number, name: string | null): string => `at most ${recordingText.time(ms)}${name === null ? '' : `, for ${name}`}`,
  ended: 'The microphone was taken away. This is what was recorded before.',
  full: 'This is as long as it may be.',
  listen: 'Your recording',
  attach: 'Attach',
  again: 'Record again',
  cancel: 'Cancel',
  discardAsk: 'Throw the recording away?',
  discard: 'Throw away',
  keep: 'Keep it',
  failure: (why: keyof typeof failures): string => failures[why],
  fileName: (at: number): string => `Recording ${dayAndTime.format(at).replace(':', '.')}`,
};
