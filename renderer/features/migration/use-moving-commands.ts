import { useEffect } from 'react';
import { movingText } from '../../text/moving.ts';
import { useStores } from '../stores/index.tsx';

export function useMovingCommands(): void {
  const { commands, navigation } = useStores();
  useEffect(() => commands.getState().register({ id: 'moving.open', keys: [], label: movingText.command, group: 'app', run: () => navigation.getState().open({ kind: 'moving', plan: null, from: null }) }), [commands, navigation]);
}
