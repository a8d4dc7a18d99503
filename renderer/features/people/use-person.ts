import { useCallback, useEffect, type MouseEvent } from 'react';
import type { Account } from '../../../electron/contract/accounts.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { PersonState } from '../../stores/people.ts';
import { peopleText } from '../../text/people.ts';
import type { LinkTarget } from '../../ui/server-html.tsx';
import { usePostActions } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';

export function usePerson(handle: string): PersonState | undefined {
  return useStoreValue(useStores().people, (state) => state.people.get(handle.toLowerCase()));
}

/** An account in the table, with why it cannot act where it cannot. */
export interface Actor {
  readonly account: Account;
  readonly hindrance: string | null;
}

export function actorOf(account: Account, person: PersonState): Actor {
  const relation = person.relations.get(account.key);
  if (relation?.state === 'self') return { account, hindrance: peopleText.self };
  if (account.health.state === 'signedOut') return { account, hindrance: peopleText.signedOut };
  return { account, hindrance: account.movedTo === null ? null : peopleText.movedAccount };
}

/** The account to act as until the person ticks others: the one that met them, where it can. */
export function firstActor(actors: readonly Actor[], wanted: readonly (AccountKey | null)[]): AccountKey | null {
  const able = actors.filter(({ hindrance }) => hindrance === null).map(({ account }) => account.key);
  return wanted.find((key) => key !== null && able.includes(key)) ?? able[0] ?? null;
}

export function useOutsideLinks(): (link: LinkTarget, event: MouseEvent) => void {
  const actions = usePostActions();
  return useCallback((link, event) => {
    event.stopPropagation();
    void actions.openLink(link.href);
  }, [actions]);
}

/** j and k inside a profile. */
export function useProfileKeys(box: { readonly current: HTMLElement | null }): void {
  const { commands } = useStores();
  useEffect(() => {
    const isHere = (): boolean => box.current?.contains(document.activeElement) ?? false;
    const step = (by: 1 | -1): void => {
      const posts = [...(box.current?.querySelectorAll<HTMLElement>('[data-post-uri]') ?? [])];
      const current = posts.findIndex((post) => post.contains(document.activeElement));
      posts[current < 0 ? 0 : current + by]?.focus();
    };
    const { register } = commands.getState();
    const stops = [
      register({ id: 'person.next', keys: ['j'], label: peopleText.next, group: 'move', when: isHere, run: () => step(1) }),
      register({ id: 'person.previous', keys: ['k'], label: peopleText.previous, group: 'move', when: isHere, run: () => step(-1) }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [commands, box]);
}
