import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { ServerEmoji } from '../../../electron/contract/completion.ts';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Person } from '../../../electron/contract/statuses.ts';
import { offeredEmojis, type CompletionStore } from '../../stores/completion.ts';
import { begunWord, completed, type BegunWord } from '../../stores/completion-word.ts';
import { useStores } from '../stores/index.tsx';
import { caretPlace } from './caret-place.ts';
import { loadUnicodeEmojis, searchEmojis } from './unicode-emojis.ts';
import { useTargets, type Target } from './use-writing.ts';

export type Offer =
  | { readonly kind: 'person'; readonly key: string; readonly insert: string; readonly person: Person }
  | { readonly kind: 'tag'; readonly key: string; readonly insert: string; readonly tag: string }
  | { readonly kind: 'custom'; readonly key: string; readonly insert: string; readonly emoji: ServerEmoji; readonly lackedBy: readonly string[] }
  | { readonly kind: 'unicode'; readonly key: string; readonly insert: string; readonly emoji: string; readonly name: string };

interface Open {
  readonly word: BegunWord;
  readonly offers: readonly Offer[];
  readonly chosen: number;
  readonly at: { readonly left: number; readonly top: number };
}

const mostOffers = 8;
/** A pause in typing after which the servers are asked. */
const pauseMs = 250;

export interface Completing {
  readonly listId: string;
  readonly open: Open | null;
  /** After the text or the caret changed. */
  look(): void;
  /** True when the key was for the list. */
  key(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  take(offer: Offer): void;
  close(): void;
}

/** Completes the word at the caret of a field: people, tags and emojis of the accounts that write. */
export function useCompletion(field: RefObject<HTMLTextAreaElement | null>, onChange: (text: string) => void): Completing {
  const { completion } = useStores();
  const targets = useTargets();
  const listId = useId();
  const [open, setOpen] = useState<Open | null>(null);
  const timer = useRef(0);
  /** The word that was sent away with Esc, or taken: it opens nothing more. */
  const done = useRef<string | null>(null);
  const asked = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const show = (word: BegunWord, offers: readonly Offer[]): void => {
    const element = field.current;
    if (element === null || offers.length === 0) return setOpen(null);
    setOpen((before) => ({ word, offers: offers.slice(0, mostOffers), chosen: before?.word.from === word.from ? Math.min(before.chosen, offers.length - 1) : 0, at: caretPlace(element, word.from) }));
  };
  const close = (): void => {
    window.clearTimeout(timer.current);
    asked.current += 1;
    setOpen(null);
  };

  function look(): void {
    const element = field.current;
    const word = element === null || element.selectionStart !== element.selectionEnd ? null : begunWord(element.value, element.selectionStart);
    if (word === null || `${word.from}` === done.current) {
      if (word === null) done.current = null;
      if (open !== null || asked.current > 0) close();
      return;
    }
    done.current = null;
    window.clearTimeout(timer.current);
    asked.current += 1;
    const own = asked.current;
    const isCurrent = (): boolean => asked.current === own;
    const keys = targets.map(({ key }) => key);
    void here(completion, word, targets).then((offers) => isCurrent() && show(word, offers));
    if (word.kind === 'emoji') return;
    timer.current = window.setTimeout(() => void everywhere(completion, word, keys).then((offers) => isCurrent() && show(word, offers)), pauseMs);
  }

  function take(offer: Offer): void {
    const element = field.current;
    if (element === null || open === null) return;
    const next = completed(element.value, open.word, offer.insert);
    done.current = String(open.word.from);
    close();
    onChange(next.text);
    requestAnimationFrame(() => element.setSelectionRange(next.caret, next.caret));
  }

  function key(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
    if (open === null || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { offers, chosen } = open;
    const chosenOffer = offers[chosen];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setOpen({ ...open, chosen: (chosen + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length });
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && chosenOffer !== undefined) take(chosenOffer);
    else if (event.key === 'Escape') {
      done.current = String(open.word.from);
      close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
  return { listId, open, look, key, take, close };
}

/** What is known without asking a server; of emojis, what was asked before. */
async function here(completion: CompletionStore, word: BegunWord, targets: readonly Target[]): Promise<readonly Offer[]> {
  const keys = targets.map(({ key }) => key);
  if (word.kind === 'person') return (await completion.getState().people(word.begin, keys, 'here')).map(toPerson);
  if (word.kind === 'tag') return [];
  const [groups] = await Promise.all([loadUnicodeEmojis(), completion.getState().loadEmojis(keys)]);
  const begin = word.begin.toLowerCase();
  const custom = offeredEmojis(completion.getState().emojis, keys).filter(({ emoji }) => emoji.shortcode.toLowerCase().includes(begin));
  const nameOf = (key: AccountKey): string => targets.find((target) => target.key === key)?.nickname ?? key;
  const offers = custom.map(({ emoji, missing }): Offer => ({ kind: 'custom', key: `:${emoji.shortcode}`, insert: `:${emoji.shortcode}:`, emoji, lackedBy: missing.map(nameOf) }));
  const unicode = searchEmojis(groups, begin, mostOffers).map(({ emoji, name }): Offer => ({ kind: 'unicode', key: emoji, insert: emoji, emoji, name }));
  return [...offers.slice(0, mostOffers - Math.min(unicode.length, 3)), ...unicode];
}

/** With what the servers know: first those met before, so that nothing jumps under the finger. */
async function everywhere(completion: CompletionStore, { kind, begin }: BegunWord, keys: readonly AccountKey[]): Promise<readonly Offer[]> {
  if (kind === 'tag') return (await completion.getState().tags(begin, keys)).map((tag): Offer => ({ kind: 'tag', key: tag.toLowerCase(), insert: `#${tag}`, tag }));
  const [known, found] = await Promise.all([completion.getState().people(begin, keys, 'here'), completion.getState().people(begin, keys, 'servers')]);
  const people = new Map([...known, ...found].map((person) => [person.handle.toLowerCase(), person]));
  return [...people.values()].map(toPerson);
}

function toPerson(person: Person): Offer {
  return { kind: 'person', key: person.handle.toLowerCase(), insert: `@${person.handle}`, person };
}
