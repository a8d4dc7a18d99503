type MediaKind = 'image' | 'gifv' | 'video' | 'audio' | 'unknown';

const kind: Readonly<Record<MediaKind, string>> = { image: 'Image', gifv: 'Animation', video: 'Video', audio: 'Sound', unknown: 'File' };

export const mediaText = {
  kind,
  open: (what: MediaKind, description: string, place: string): string => (description === '' ? `Open ${kind[what].toLowerCase()} ${place}, no description` : `Open ${kind[what].toLowerCase()} ${place}: ${description}`),
  sensitive: 'Sensitive media',
  covered: 'Covered media',
  show: 'Show',
  hide: 'Cover media',
  readDescription: 'ALT, read the description',
  viewer: (index: number, of: number): string => `Media ${index} of ${of}`,
  previous: 'Previous',
  next: 'Next',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  close: 'Close',
  description: 'Description',
  noDescription: 'The author wrote no description.',
  save: 'Save a copy',
  copy: 'Copy picture',
  copied: 'The picture is in the clipboard.',
  copyFailed: 'The picture could not be copied here.',
  openOriginal: 'Open the original in the browser',
  absent: 'The server sent no copy of this file.',
  unknown: 'Skein cannot show this kind of file.',
} as const;

const kilobyte = 1024;

/** `640 KB`, `2.1 MB`, `16 MB`: in the 1,024s servers count their limits in. */
export function fileSize(bytes: number): string {
  if (bytes < kilobyte * kilobyte) return `${Math.max(1, Math.round(bytes / kilobyte))} KB`;
  return `${(bytes / kilobyte / kilobyte).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`;
}
