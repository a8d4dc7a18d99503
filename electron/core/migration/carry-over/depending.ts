import type { ItemState } from '../../../contract/carry-over.ts';
import type { PersonRef } from '../belongings.ts';
import { personKey } from './difference.ts';
import type { Journal } from './journal.ts';
import type { JournalLine } from './types.ts';

/** `ready`, `wait` for another line, or the state this line gets because the other one cannot be had. */
export type Dependency = 'ready' | 'wait' | ItemState;

/** Lists take only people who are followed or asked, profiles show only followed ones, and parts need their whole. */
export function dependencyOf(line: JournalLine, journal: Journal): Dependency {
  if (line.kind === 'lists' && line.wanted.part === 'member') {
    const list = wholeOf(journal.byKey('lists', line.wanted.name));
    return list === 'ready' ? follows(line.wanted.person, journal, ['done', 'already', 'requested', 'sent']) : list;
  }
  if (line.kind === 'filters' && line.wanted.part === 'post') return wholeOf(journal.byKey('filters', line.wanted.name));
  return line.kind === 'endorsements' ? follows(line.wanted, journal, ['done', 'already']) : 'ready';
}

/** Whoever is followed is known already, at the new place where they have moved. */
export function followedTarget(person: PersonRef, journal: Journal): string | null {
  const key = personKey(person);
  return (journal.byKey('follows', key) ?? journal.byKey('requests', key))?.target ?? null;
}

/** It cannot be carried because of another line, and is decided with that one. */
export function isInherited(line: JournalLine, journal: Journal): boolean {
  return dependencyOf(line, journal) === line.state;
}

function wholeOf(whole: JournalLine | null): Dependency {
  if (whole === null || !whole.chosen) return 'skipped';
  if (whole.state === 'done' || whole.state === 'already') return 'ready';
  return isUnderWay(whole) ? 'wait' : whole.state;
}

function follows(person: PersonRef, journal: Journal, enough: readonly ItemState[]): Dependency {
  const key = personKey(person);
  const line = journal.byKey('follows', key) ?? journal.byKey('requests', key);
  if (line === null || !line.chosen || !journal.plan.kinds[line.kind].chosen || enough.includes(line.state)) return 'ready';
  return isUnderWay(line) ? 'wait' : line.state;
}

function isUnderWay({ state }: JournalLine): boolean {
  return state === 'queued' || state === 'resolving' || state === 'unclear' || state === 'requested' || state === 'sent';
}
