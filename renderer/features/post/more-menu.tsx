import { Copy, ExternalLink, Link, MessagesSquare } from 'lucide-react';
import type { PostMenu } from '../../stores/post-menus.ts';
import { postText } from '../../text/post.ts';
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx';
import { textOfHtml } from '../../ui/server-html.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { usePostActions } from './use-post.ts';

export function MoreMenu({ menu, onClose }: { readonly menu: Extract<PostMenu, { kind: 'more' }>; readonly onClose: () => void }) {
  const { target } = menu;
  const actions = usePostActions();
  const view = useStoreValue(useStores().statuses, (state) => state.views.get(target.uri));
  if (view === undefined) return null;
  const { url, content, spoilerText } = view.status;
  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <Menu label={postText.more} anchor={menu.anchor} onClose={onClose}>
      <MenuItem icon={<MessagesSquare />} onSelect={then(() => actions.open(target))}>
        {postText.openThread}
      </MenuItem>
      {url !== null && (
        <>
          <MenuItem icon={<ExternalLink />} onSelect={then(() => void actions.openLink(url))}>
            {postText.openInBrowser}
          </MenuItem>
          <MenuRule />
          <MenuItem icon={<Link />} onSelect={then(() => void actions.copy(url))}>
            {postText.copyLink}
          </MenuItem>
        </>
      )}
      <MenuItem icon={<Copy />} onSelect={then(() => void actions.copy([spoilerText, textOfHtml(content)].filter(Boolean).join('\n\n')))}>
        {postText.copyText}
      </MenuItem>
    </Menu>
  );
}
