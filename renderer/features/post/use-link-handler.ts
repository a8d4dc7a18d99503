import { useCallback, type MouseEvent } from 'react';
import type { LinkTarget } from '../../ui/server-html.tsx';
import { useStores } from '../stores/index.tsx';
import { metBy } from './person-button.tsx';
import { usePostActions } from './use-post.ts';

/** Mentions open the person here, other links leave through the app's one opener; a click never navigates this window. */
export function useLinkHandler(): (link: LinkTarget, event: MouseEvent) => void {
  const actions = usePostActions();
  const { navigation } = useStores();
  return useCallback(
    (link, event) => {
      event.stopPropagation();
      const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
      if (link.kind === 'mention' && !isElsewhere) navigation.getState().open({ kind: 'person', handle: link.handle, account: metBy(event.currentTarget) });
      else void actions.openLink(link.href);
    },
    [actions, navigation],
  );
}
