import { createStore, type StoreApi } from 'zustand/vanilla';

export type CommandGroup = 'move' | 'post' | 'write' | 'view' | 'app';

/** Something a person can do by a key, from the help sheet or from a palette. */
export interface Command {
  readonly id: string;
  /** Key sequences in tinykeys' syntax: `j`, `g h`, `$mod+,`. Empty: no key. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: CommandGroup;
  readonly run: () => void;
  /** Absent: always. */
  readonly when?: () => boolean;
  /** Works while a text field has the focus too. */
  readonly inText?: boolean;
}

export interface CommandsState {
  readonly commands: readonly Command[];
  /** A later command of the same id takes the place of the earlier one. Answers how to take it out again. */
  register(command: Command): () => void;
}
export type CommandsStore = StoreApi<CommandsState>;

export function createCommandsStore(): CommandsStore {
  return createStore<CommandsState>((set) => ({
    commands: [],
    register(command) {
      set(({ commands }) => ({ commands: [...commands.filter((each) => each.id !== command.id), command] }));
      return () => set(({ commands }) => ({ commands: commands.filter((each) => each !== command) }));
    },
  }));
}
