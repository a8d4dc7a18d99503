import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useStores } from '../features/stores/index.tsx';
import { frameText } from '../text/frame.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useModal } from '../ui/use-modal.ts';
import type { Choice } from './palette-choices.ts';
import css from './palette.module.css';
import { usePaletteChoices } from './use-palette-choices.ts';

/** The field in the title bar: opens the list of everything that can be gone to, found or done. */
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

function Palette({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState(0);
  const found = usePaletteChoices(text, onClose);
  useModal(dialog);
  const pick = (index: number): void => {
    setPicked(index);
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' });
  };
  const handleKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    // While a syllable is being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      pick((picked + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(1, found.length));
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
          maxLength={500}
          spellCheck={false}
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
            <ChoiceWords choice={choice} />
          </div>
        ))}
      </div>
    </dialog>
  );
}

function ChoiceWords({ choice: { face, icon: Icon, words, detail, keys } }: { readonly choice: Choice }) {
  return (
    <>
      {face !== null && (
        <span className={css.ring} data-colour={face.colour ?? undefined}>
          <Avatar path={face.avatar} name={face.name} size={20} round />
        </span>
      )}
      {Icon !== null && <Icon className={css.icon} aria-hidden="true" />}
      <bdi className={css.words}>{words}</bdi>
      {detail !== '' && <small>{detail}</small>}
      {keys !== null && <Kbd keys={keys} />}
    </>
  );
}
