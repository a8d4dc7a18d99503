import { useEffect } from 'react';
import { useStores, useStoreValue } from '../features/stores/index.tsx';

/** Theme and text size of the settings, on the root element: all colours and sizes hang from there. */
export function useAppearance(): void {
  const { settings } = useStores();
  const theme = useStoreValue(settings, (state) => state.settings.theme);
  const textSize = useStoreValue(settings, (state) => state.settings.textSize);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    document.documentElement.style.fontSize = `${textSize}%`;
  }, [textSize]);
}
