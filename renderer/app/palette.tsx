import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Account } from '../../electron/contract/accounts.ts';
import { useStores, useStoreValue } from '../features/stores/index.tsx';
import type { Command } from '../stores/commands.ts';
import { frameText } from '../text/frame.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { matchRank } from './match-rank.ts';
import css from './palette.module.css';

interface Choice {
  readonly id: string;
  readonly words: string;
  readonly account: Account | null;
  readonly keys: string | null;
  readonly run: () => void;
}

const mostShown = 12;

/** The field in the title bar: opens the list of everything that can be done, and of the accounts to go to. */
export function PaletteButton() {
  const { commands } = useStores();
  const [open, setOpen] = useState(false);
  useEffect(() => commands.getState().register({ id: 'app.palette', keys: ['$mod+k'], label: frameText.palette, group: 'app', inText: true, run: () => setOpen(true) }), [commands]);
  return (
    <>
      <button type="button" className={css.button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Search aria-hidden="true" />
        <span>{frameText.paletteHint}</span>
        <Kbd keys="$mod+k" />
      </button>
      {open && <Palette onClose={() => setOpen(false)} />}
    </>
  );
}

function useChoices(onDone: () => void): readonly Choice[] {
  const { commands, accounts, navigation } = useStores();
  const all = useStoreValue(commands, (state) => state.commands);
  const list = useStoreValue(accounts, (state) => state.accounts);
  // What could be done when the palette opened: in it, the focus is no longer on a post.
  const [usable] = useState(() => all.filter((command) => command.id !== 'app.palette' && (command.when === undefined || command.when())));
  return useMemo(() => {
    const then = (run: () => void) => () => {
      onDone();
      // After the dialog has given the focus back to where it came from.
      window.setTimeout(run, 0);
    };
    const toChoice = (command: Command): Choice => ({ id: command.id, words: command.label, account: null, keys: command.keys[0] ?? null, run: then(command.run) });
    const toAccount = (account: Account): Choice => ({ id: account.key, words: `${account.nickname} @${account.handle}`, account, keys: null, run: then(() => navigation.getState().setScope(account.key)) });
    return [...list.map(toAccount), ...usable.map(toChoice)];
  }, [list, usable, navigation, onDone]);
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState(0);
  const choices = useChoices(onClose);
  const found = useMemo(() => {
    const ranked = choices.map((choice) => ({ choice, rank: matchRank(text, choice.words) })).filter(({ rank }) => rank > 0);
    return ranked.toSorted((a, b) => b.rank - a.rank).slice(0, mostShown).map(({ choice }) => choice);
  }, [choices, text]);
  useEffect(() => {
    const element = dialog.current;
    const cameFrom = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
    };
  }, []);
  const handleKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setPicked((picked + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      found[picked]?.run();
    }
  };
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={frameText.palette} closedby="any" onClose={onClose} onKeyDown={handleKey}>
      <div className={css.field}>
        <Search aria-hidden="true" />
        <input
          className={css.input}
          role="combobox"
          aria-label={frameText.palette}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={found[picked] === undefined ? undefined : `${id}-${picked}`}
          placeholder={frameText.paletteHint}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPicked(0);
          }}
        />
      </div>
      <div id={id} role="listbox" aria-label={frameText.palette} className={css.list}>
        {found.map((choice, index) => (
          // The keys are heard by the field, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div key={choice.id} id={`${id}-${index}`} role="option" aria-selected={index === picked} className={css.option} onClick={choice.run} onPointerMove={() => setPicked(index)}>
            {choice.account === null ? null : (
              <span className={css.ring} data-colour={choice.account.colour}>
                <Avatar path={choice.account.avatar} name={choice.account.nickname} size={20} round />
              </span>
            )}
            <span className={css.words}>{choice.account === null ? choice.words : choice.account.nickname}</span>
            {choice.account !== null && <small>@{choice.account.handle}</small>}
            {choice.keys !== null && <Kbd keys={choice.keys} />}
          </div>
        ))}
        {found.length === 0 && <p className={css.none}>{frameText.paletteNothing}</p>}
      </div>
    </dialog>
  );
}
