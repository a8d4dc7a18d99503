import { useEffect } from 'react';
import type { AccountKey, StatusUri } from '../../../electron/contract/index.ts';
import type { ActAsKind, MenuAnchor, PostTarget } from '../../stores/post-menus.ts';
import type { Command } from '../../stores/commands.ts';
import { peopleText } from '../../text/people.ts';
import { actingText } from '../../text/acting.ts';
import { postText } from '../../text/post.ts';
import { useStores } from '../stores/index.tsx';
import { toggleTranslation } from './use-translation.ts';
import { usePostActions } from './use-post.ts';

interface FocusedPost extends PostTarget {
  readonly element: HTMLElement;
}

/** The post that has the focus, or holds what has it: the keys of a post act on this one, which shows its ring. */
function focusedPost(): FocusedPost | null {
  const element = document.activeElement?.closest<HTMLElement>('[data-post-uri]') ?? null;
  if (element === null) return null;
  const { postUri = '', postReached = '' } = element.dataset;
  // Written by `Post` from the values themselves.
  return { element, uri: postUri as StatusUri, reached: postReached === '' ? [] : (postReached.split(' ') as AccountKey[]) };
}

const marks = [
  ['reblog', 'b'],
  ['favourite', 'f'],
  ['bookmark', 'd'],
] as const;

/** Registers what keys do to the focused post. Mounted once. */
export function usePostCommands(): void {
  const { commands, reveals, navigation, postMenus, statuses } = useStores();
  const actions = usePostActions();
  useEffect(() => {
    const on = (run: (post: FocusedPost) => void): Pick<Command, 'run' | 'when'> => ({
      when: () => focusedPost() !== null,
      run: () => {
        const post = focusedPost();
        if (post !== null) run(post);
      },
    });
    const openAuthor = ({ uri, reached }: FocusedPost): void => {
      const handle = actions.viewOf(uri)?.status.author.handle;
      if (handle !== undefined) navigation.getState().open({ kind: 'person', handle, account: reached[0] ?? null });
    };
    const openActAs = (act: ActAsKind) => (post: FocusedPost) => postMenus.getState().open({ kind: 'actAs', act, target: post, anchor: anchorIn(post.element, act) });
    const list: Command[] = [
      { id: 'post.open', keys: ['Enter', 'o'], label: postText.openThread, group: 'post', ...on((post) => actions.open(post)), when: () => document.activeElement?.matches('[data-post-uri]') ?? false },
      { id: 'post.author', keys: ['p'], label: peopleText.openAuthor, group: 'post', ...on((post) => openAuthor(post)) },
      { id: 'post.reply', keys: ['r'], label: postText.verb('reply'), group: 'post', ...on((post) => actions.reply(post)) },
      { id: 'post.quote', keys: ['q'], label: postText.quoteThis, group: 'post', ...on(({ uri }) => void actions.quote(uri)) },
      { id: 'post.replyAs', keys: ['a r'], label: `${postText.actAs('reply')} …`, group: 'post', ...on(openActAs('reply')) },
      ...marks.flatMap(([act, key]): Command[] => [
        { id: `post.${act}`, keys: [key], label: postText.verb(act), group: 'post', ...on((post) => void actions.toggle(post, act)) },
        { id: `post.${act}As`, keys: [`a ${key}`], label: `${postText.actAs(act)} …`, group: 'post', ...on(openActAs(act)) },
      ]),
      { id: 'post.muteAs', keys: ['a m'], label: actingText.muteConversation, group: 'post', ...on((target) => postMenus.getState().ask({ kind: 'several', act: 'mute', target })) },
      { id: 'post.translate', keys: ['t'], label: actingText.translateOrBack, group: 'post', ...on(({ uri }) => void toggleTranslation(statuses, uri)) },
      { id: 'post.warning', keys: ['x'], label: 'Open or close the content warning', group: 'post', ...on((post) => reveals.getState().toggle('warning', post.uri)) },
      { id: 'post.media', keys: ['h'], label: 'Show or cover media', group: 'post', ...on((post) => reveals.getState().toggle('media', post.uri)) },
      { id: 'post.view', keys: ['e'], label: 'Open media', group: 'post', ...on((post) => (actions.viewOf(post.uri)?.status.media.length ?? 0) > 0 && navigation.getState().view({ uri: post.uri, index: 0 })) },
    ];
    const stops = list.map((command) => commands.getState().register(command));
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, reveals, navigation, postMenus, statuses, actions]);
}

function anchorIn(post: HTMLElement, act: ActAsKind): MenuAnchor {
  const { left, top, right, bottom } = (post.querySelector(`[data-act="${act}"]`) ?? post).getBoundingClientRect();
  return { left, top, right, bottom };
}
