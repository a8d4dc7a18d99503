import { useEffect } from 'react';
import type { BelongingsTab } from '../../stores/belongings.ts';
import { belongingsText } from '../../text/belongings.ts';
import { useStores } from '../stores/index.tsx';

const tabs: readonly BelongingsTab[] = ['lists', 'tags', 'filters', 'hidden'];

export function useBelongingsCommands(): void {
  const { belongings, commands, navigation } = useStores();
  useEffect(() => {
    const stops = tabs.map((tab) =>
      commands.getState().register({
        id: `belongings.${tab}`,
        keys: [],
        label: belongingsText.commands[tab],
        group: 'app',
        run: () => {
          belongings.getState().show(tab);
          navigation.getState().open({ kind: 'belongings' });
        },
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [belongings, commands, navigation]);
}
