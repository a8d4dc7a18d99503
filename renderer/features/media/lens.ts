/** How a picture is looked at: enlarged by `zoom`, and moved by `x` and `y` CSS pixels from the middle. */
export interface Lens {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

export const wholePicture: Lens = { zoom: 1, x: 0, y: 0 };
const mostZoom = 6;

/** The middle of what is seen stays where it is; back at its own size, the picture stands in the middle again. */
export function zoomLens(lens: Lens, factor: number): Lens {
  const zoom = Math.min(mostZoom, Math.max(1, lens.zoom * factor));
  if (zoom === 1) return wholePicture;
  return { zoom, x: (lens.x * zoom) / lens.zoom, y: (lens.y * zoom) / lens.zoom };
}

/** A picture that is seen whole does not move. */
export function moveLens(lens: Lens, byX: number, byY: number): Lens {
  return lens.zoom === 1 ? lens : { ...lens, x: lens.x + byX, y: lens.y + byY };
}
