/** Where the window was, so that it comes back there; on a screen that is still connected. */
import { readFileSync } from 'node:fs';
import { writePrivateFile } from '../host/profile.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly box: Box | null;
  readonly isMaximized: boolean;
}

/** What must be on a screen for a person to find and drag the window, CSS pixels. */
const graspable = { width: 160, height: 40 };
const defaultSize = { width: 1440, height: 900 };

export function readWindowState(path: string): WindowState {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return { box: null, isMaximized: false };
    const { box, isMaximized }: Partial<Record<keyof WindowState, unknown>> = value;
    return { box: isBox(box) ? box : null, isMaximized: isMaximized === true };
  } catch {
    return { box: null, isMaximized: false };
  }
}

export function writeWindowState(path: string, state: WindowState): void {
  writePrivateFile(path, JSON.stringify(state));
}

/** `workAreas` of all screens. Without a place the system chooses one. */
export function placeWindow(box: Box | null, workAreas: readonly Box[]): Partial<Box> {
  if (box === null) return defaultSize;
  const size = { width: box.width, height: box.height };
  return workAreas.some((area) => isGraspable(box, area)) ? { ...size, x: box.x, y: box.y } : size;
}

/** Windows are dragged by their upper edge. */
function isGraspable(box: Box, area: Box): boolean {
  const width = Math.min(box.x + box.width, area.x + area.width) - Math.max(box.x, area.x);
  return width >= graspable.width && box.y >= area.y && box.y + graspable.height <= area.y + area.height;
}

function isBox(value: unknown): value is Box {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height }: Partial<Record<keyof Box, unknown>> = value;
  return [x, y, width, height].every((number) => Number.isSafeInteger(number)) && Number(width) > 0 && Number(height) > 0;
}
