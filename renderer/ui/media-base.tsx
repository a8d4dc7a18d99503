import { createContext, useCallback, useContext } from 'react';
import type { MediaPath } from '../../electron/contract/ids.ts';

/** Where this page finds the media proxy: the one address pictures, sounds and films come from. */
export const MediaBaseContext = createContext('');

export function useMediaUrl(): (path: MediaPath) => string {
  const base = useContext(MediaBaseContext);
  return useCallback((path) => `${base}${path}`, [base]);
}
