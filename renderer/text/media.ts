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
  openOriginal: 'Open the original in the browser',
  absent: 'The server sent no copy of this file.',
  unknown: 'Skein cannot show this kind of file.',
} as const;
