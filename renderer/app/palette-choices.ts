import { CornerDownLeft, Globe, Hash, History, MessageSquareText } from 'lucide-react';
import type { Account } from '../../electron/contract/accounts.ts';
import type { QuickFindings, QuickPost } from '../../electron/contract/search.ts';
import type { Person } from '../../electron/contract/statuses.ts';
import type { Command } from '../stores/commands.ts';
import { searchText } from '../text/search.ts';
import { age } from '../text/time.ts';
import type { AvatarProps } from '../ui/avatar.tsx';
import { cleanLine, splitEmojis } from '../ui/plain-text.ts';
import { matchRank } from './match-rank.ts';

/** One row of the palette. */
export interface Choice {
  readonly id: string;
  readonly words: string;
  readonly detail: string;
  readonly face: { readonly avatar: AvatarProps['path']; readonly name: string; readonly colour: number | null } | null;
  readonly icon: typeof Hash | null;
  readonly keys: string | null;
  readonly run: () => void;
}

const mostCommands = 12;
/** Beside what was found, so that all kinds are in sight. */
const fewCommands = 5;
const longestWords = 120;

const plain = { detail: '', face: null, icon: null, keys: null } as const;

export const commandChoice = (command: Command, run: () => void): Choice => ({ ...plain, id: command.id, words: command.label, keys: command.keys[0] ?? null, run });

export function accountChoice({ key, nickname, handle, avatar, colour }: Account, run: () => void): Choice {
  return { ...plain, id: key, words: cleanLine(nickname), detail: `@${handle}`, face: { avatar, name: nickname, colour }, run };
}

/** Pictures in a name are too small for a row; their codes are no words. */
function nameOf({ displayName, emojis, handle }: Person): string {
  const words = splitEmojis(cleanLine(displayName), emojis).flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  return words.join(' ').replaceAll(/\s+/g, ' ').trim() || handle;
}

function personChoice(person: Person, run: () => void): Choice {
  const { handle, avatar, avatarStatic } = person;
  const name = nameOf(person);
  return { ...plain, id: `person ${handle}`, words: name, detail: `@${cleanLine(handle)}`, face: { avatar: avatarStatic ?? avatar, name, colour: null }, run };
}

function postChoice({ uri, author, createdAt, text }: QuickPost, now: number, run: () => void): Choice {
  return { ...plain, id: `post ${uri}`, icon: MessageSquareText, words: cleanLine(text, longestWords) || searchText.palette.posts, detail: `${nameOf(author)}, ${age(createdAt, now)}`, run };
}

/** Where the choices lead; each closes the palette first. */
export interface PaletteActs {
  openPerson(person: Person): void;
  openPost(post: QuickPost): void;
  search(text: string, tab: 'memory' | 'posts'): void;
  openPasted(): void;
}

/** What was typed, against what can be done and what was found. The best choice comes first. */
export function rankChoices(text: string, usable: readonly Choice[], quick: QuickFindings | null, pasted: string | null, acts: PaletteActs, now: number): readonly Choice[] {
  const ranked = usable.map((choice) => ({ choice, rank: matchRank(text, `${choice.words} ${choice.detail}`) })).filter(({ rank }) => rank > 0);
  const known = ranked.toSorted((a, b) => b.rank - a.rank).map(({ choice }) => choice);
  const typed = text.trim();
  if (typed === '') return known.slice(0, mostCommands);
  const search: readonly Choice[] = [
    { ...plain, id: 'search memory', icon: History, words: searchText.palette.inMemory(typed), keys: null, run: () => acts.search(typed, 'memory') },
    { ...plain, id: 'search servers', icon: Globe, words: searchText.palette.onServers(typed), run: () => acts.search(typed, 'posts') },
  ];
  const open: readonly Choice[] = pasted === null ? [] : [{ ...plain, id: 'open', icon: CornerDownLeft, words: pasted, run: acts.openPasted }];
  return [...open, ...known.slice(0, fewCommands), ...(quick === null ? [] : foundChoices(quick, acts, now)), ...(pasted === null ? search : [])];
}

function foundChoices({ people, tags, posts }: QuickFindings, acts: PaletteActs, now: number): readonly Choice[] {
  return [
    ...people.map((person) => personChoice(person, () => acts.openPerson(person))),
    ...tags.map((tag): Choice => ({ ...plain, id: `tag ${tag}`, icon: Hash, words: cleanLine(tag), detail: searchText.palette.tags, run: () => acts.search(`#${tag}`, 'memory') })),
    ...posts.map((post) => postChoice(post, now, () => acts.openPost(post))),
  ];
}
