export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface BesideOptions {
  /** Pixels between the two. */
  readonly gap: number;
  readonly align: 'start' | 'centre' | 'end';
}

/** Where a box of this size goes: below the anchor, above it where there is more room, always inside the window. */
export function spotBeside(size: { readonly width: number; readonly height: number }, anchor: Box, view: { readonly width: number; readonly height: number }, { gap, align }: BesideOptions): { readonly left: number; readonly top: number } {
  const edge = 6;
  const wanted = { start: anchor.left, centre: (anchor.left + anchor.right - size.width) / 2, end: anchor.right - size.width }[align];
  const left = Math.max(edge, Math.min(wanted, view.width - size.width - edge));
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - size.height;
  const fitsBelow = below + size.height + edge <= view.height;
  const top = fitsBelow || anchor.top < view.height - anchor.bottom ? below : above;
  return { left, top: Math.max(edge, Math.min(top, view.height - size.height - edge)) };
}

export function placeBeside(element: HTMLElement, anchor: Box, options: BesideOptions): void {
  const { width, height } = element.getBoundingClientRect();
  const spot = spotBeside({ width, height }, anchor, { width: window.innerWidth, height: window.innerHeight }, options);
  element.style.left = `${Math.round(spot.left)}px`;
  element.style.top = `${Math.round(spot.top)}px`;
}
