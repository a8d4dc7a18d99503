import type { EntryId } from '../../contract/ids.ts';
import type { Place, SavedPlace } from '../../contract/timelines.ts';
import type { SettingsStore } from '../ports.ts';

/** Name of the setting that holds all places: one short JSON list. */
const SETTING = 'timelines.places';
/** Lanes and views a person can have; the place saved longest ago goes first. */
const PLACES_MAX = 600;

export interface SavedPlaces {
  save(place: SavedPlace): void;
  all(): readonly SavedPlace[];
}

/** Where reading stopped, by the name of the view. */
export function createSavedPlaces(settings: SettingsStore): SavedPlaces {
  const all = (): readonly SavedPlace[] => {
    const stored = settings.get(SETTING);
    return Array.isArray(stored) ? stored.flatMap((value: unknown) => parseSavedPlace(value) ?? []) : [];
  };
  return {
    all,
    save: (place) => settings.set(SETTING, [...all().filter((saved) => saved.name !== place.name), place].slice(-PLACES_MAX)),
  };
}

function parseSavedPlace(value: unknown): SavedPlace | null {
  if (!isRecord(value) || typeof value['name'] !== 'string' || typeof value['offset'] !== 'number') return null;
  return { name: value['name'], place: parsePlace(value['place']), offset: value['offset'] };
}

function parsePlace(value: unknown): Place | null {
  if (!isRecord(value) || typeof value['at'] !== 'number' || typeof value['id'] !== 'string') return null;
  return { at: value['at'], id: value['id'] as EntryId };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
