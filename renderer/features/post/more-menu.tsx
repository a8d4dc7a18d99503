import { BellOff, Copy, ExternalLink, Flag, Funnel, History, Languages, Link, MessagesSquare, PencilLine, Pin, PinOff, Quote, Repeat2, SquarePen, Trash2, UserRoundCog } from 'lucide-react';
import { useEffect } from 'react';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import type { PostDialog, PostMenu } from '../../stores/post-menus.ts';
import { actingText } from '../../text/acting.ts';
import { copiesText } from '../../text/copies.ts';
import { postText } from '../../text/post.ts';
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { textOfHtml } from '../../ui/server-html.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ownAccountOf } from './acting-account.ts';
import { readingLanguage, useTranslates } from './use-translation.ts';
import { useAccounts, usePostActions } from './use-post.ts';

type Props = { readonly menu: Extract<PostMenu, { kind: 'more' }>; readonly onClose: () => void };

export function MoreMenu(props: Props) {
  const { statuses } = useStores();
  const view = useStoreValue(statuses, (state) => state.views.get(props.menu.target.uri));
  useEffect(() => {
    if (statuses.getState().translators === null) void statuses.getState().loadTranslators();
  }, [statuses]);
  return view === undefined ? null : <Rows {...props} view={view} />;
}

function Rows({ menu, onClose, view }: Props & { readonly view: StatusView }) {
  const { target } = menu;
  const { postMenus, statuses } = useStores();
  const actions = usePostActions();
  const accounts = useAccounts();
  const translates = useTranslates(view);
  const { url, content, spoilerText, editedAt, author, uri } = view.status;
  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  const ask = (dialog: PostDialog) => then(() => postMenus.getState().ask(dialog));
  const isOwn = ownAccountOf(view, accounts) !== undefined;
  return (
    <Menu label={postText.more} anchor={menu.anchor} onClose={onClose}>
      <MenuItem icon={<MessagesSquare />} onSelect={then(() => actions.open(target))}>
        {postText.openThread}
      </MenuItem>
      {canQuote(view) && (
        <MenuItem icon={<Quote />} onSelect={then(() => void actions.quote(uri))}>
          {postText.quoteThis}
        </MenuItem>
      )}
      {translates && (
        <MenuItem icon={<Languages />} onSelect={then(() => void statuses.getState().translate(uri, readingLanguage()))}>
          {actingText.translate}
        </MenuItem>
      )}
      {editedAt !== null && (
        <MenuItem icon={<History />} onSelect={ask({ kind: 'history', uri })}>
          {actingText.openHistory}
        </MenuItem>
      )}
      {url !== null && (
        <>
          <MenuItem icon={<ExternalLink />} onSelect={then(() => void actions.openLink(url))}>
            {postText.openInBrowser}
          </MenuItem>
          <MenuItem icon={<Link />} onSelect={then(() => void actions.copy(url, canQuote(view) ? undefined : postText.copiedPrivate))}>
            {postText.copyLink}
          </MenuItem>
        </>
      )}
      <MenuItem icon={<Copy />} onSelect={then(() => void actions.copy([spoilerText, textOfHtml(content)].filter(Boolean).join('\n\n')))}>
        {postText.copyText}
      </MenuItem>
      <MenuRule />
      <MenuItem icon={<BellOff />} onSelect={ask({ kind: 'several', act: 'mute', target })}>
        {actingText.muteConversation}
      </MenuItem>
      {isOwn ? (
        <OwnRows view={view} ask={ask} />
      ) : (
        <>
          <MenuItem icon={<Funnel />} onSelect={ask({ kind: 'filter', target })}>
            {actingText.filter}
          </MenuItem>
          <MenuItem icon={<UserRoundCog />} onSelect={ask({ kind: 'person', handle: author.handle, account: target.reached[0] ?? null })}>
            {actingText.person(cleanLine(author.handle))}
          </MenuItem>
          <MenuItem icon={<Flag />} danger onSelect={ask({ kind: 'report', handle: author.handle, target })}>
            {actingText.report(cleanLine(author.handle))}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

/** Quotes are for what everybody may see; whose server has them, and who may, is told where the quote is written. */
function canQuote({ status }: StatusView): boolean {
  return status.visibility === 'public' || status.visibility === 'unlisted';
}

interface OwnRowsProps {
  readonly view: StatusView;
  readonly ask: (dialog: PostDialog) => () => void;
}

/** What only its author can do; for every copy of it. */
function OwnRows({ view, ask }: OwnRowsProps) {
  const accounts = useAccounts();
  const copies = useStoreValue(useStores().copies, (state) => state.linked.get(view.status.uri));
  const views = useStoreValue(useStores().statuses, (state) => state.views);
  const { uri, visibility } = view.status;
  const all = copies === undefined ? [view] : copies.copies.flatMap((copy) => views.get(copy.uri) ?? []);
  const isPinned = (each: StatusView): boolean => each.marks.some(({ pinned }) => pinned);
  const canPin = visibility !== 'direct';
  const canBoost = accounts.length > 1 && (visibility === 'public' || visibility === 'unlisted');
  return (
    <>
      <MenuRule />
      {canBoost && (
        <MenuItem icon={<Repeat2 />} onSelect={ask({ kind: 'boostRest', of: { kind: 'status', uri } })}>
          {copiesText.boostRest}
        </MenuItem>
      )}
      <MenuItem icon={<PencilLine />} onSelect={ask({ kind: 'edit', uri })}>
        {copiesText.edit}
      </MenuItem>
      {canPin && !all.every(isPinned) && (
        <MenuItem icon={<Pin />} onSelect={ask({ kind: 'change', uri, deed: 'pin' })}>
          {copiesText.pin}
        </MenuItem>
      )}
      {all.some(isPinned) && (
        <MenuItem icon={<PinOff />} onSelect={ask({ kind: 'change', uri, deed: 'unpin' })}>
          {copiesText.unpin}
        </MenuItem>
      )}
      <MenuItem icon={<SquarePen />} danger onSelect={ask({ kind: 'change', uri, deed: 'redraft' })}>
        {copiesText.redraft}
      </MenuItem>
      <MenuItem icon={<Trash2 />} danger onSelect={ask({ kind: 'change', uri, deed: 'delete' })}>
        {copiesText.delete}
      </MenuItem>
    </>
  );
}
