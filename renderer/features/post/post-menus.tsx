import { useStores, useStoreValue } from '../stores/index.tsx';
import { ActAsMenu } from './act-as-menu.tsx';
import { MoreMenu } from './more-menu.tsx';

/** The menu that hangs at a post, wherever it is asked for. Mounted once. */
export function PostMenus() {
  const { postMenus } = useStores();
  const menu = useStoreValue(postMenus, (state) => state.menu);
  if (menu === null) return null;
  const { close } = postMenus.getState();
  return menu.kind === 'actAs' ? <ActAsMenu key={`${menu.target.uri} ${menu.act}`} menu={menu} onClose={close} /> : <MoreMenu key={menu.target.uri} menu={menu} onClose={close} />;
}
