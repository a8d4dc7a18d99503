import { createContext } from 'react';

/** Keys as the person has them, for keys that came with Skein; null where they took it away. */
export const OwnKeysContext = createContext<(keys: string) => string | null>((keys) => keys);
