import { useCallback, type MouseEvent } from 'react';
import type { LinkTarget } from '../../ui/server-html.tsx';
import { usePostActions } from './use-post.ts';

/** Every link of a post leaves through the app's one opener; a click never navigates this window. */
export function useLinkHandler(): (link: LinkTarget, event: MouseEvent) => void {
  const actions = usePostActions();
  return useCallback(
    (link, event) => {
      event.stopPropagation();
      void actions.openLink(link.href);
    },
    [actions],
  );
}
