import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { offeredEmojis } from '../../stores/completion.ts';
import { completionText } from '../../text/completion.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './emoji-picker.module.css';
import { loadUnicodeEmojis, searchEmojis, type UnicodeGroup } from './unicode-emojis.ts';
import { useTargets } from './use-writing.ts';

const mostFound = 80;
const customGroup = ':custom:';

interface Choice {
  readonly insert: string;
  readonly name: string;
  readonly path: Parameters<ReturnType<typeof useMediaUrl>>[0] | null;
}

/** Custom emojis of the accounts that write and those of Unicode, by group or by name. */
export function EmojiPicker({ onPick, onClose }: { readonly onPick: (insert: string) => void; readonly onClose: () => void }) {
  const { completion } = useStores();
  const targets = useTargets();
  const emojis = useStoreValue(completion, (state) => state.emojis);
  const [groups, setGroups] = useState<readonly UnicodeGroup[] | null>(null);
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<string | null>(null);
  const keys = targets.map(({ key }) => key);
  useEffect(() => {
    let current = true;
    void loadUnicodeEmojis().then((loaded) => current && setGroups(loaded));
    void completion.getState().loadEmojis(keys);
    return () => {
      current = false;
    };
    // Asked once, for those who write when it opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const nameOf = (key: string): string => targets.find((target) => target.key === key)?.nickname ?? key;
  const custom = offeredEmojis(emojis, keys).map(({ emoji, missing }): Choice => ({
    insert: `:${emoji.shortcode}:`,
    name: `:${emoji.shortcode}:${missing.length === 0 ? '' : `, ${completionText.lacks(missing.map(nameOf))}`}`,
    path: emoji.staticUrl,
  }));
  const shown = picked ?? (custom.length > 0 ? customGroup : (groups?.[0]?.name ?? customGroup));
  const choices = text.trim() === '' ? ofGroup(groups ?? [], shown, custom) : found(groups ?? [], text, custom);
  return (
    <Dialog title={completionText.picker} onClose={onClose}>
      <div className={css.picker}>
        <TextField label={completionText.search} labelHidden placeholder={completionText.search} value={text} maxLength={60} onChange={(event) => setText(event.target.value)} />
        {text.trim() === '' && (
          <div role="group" aria-label={completionText.picker} className={css.groups}>
            {[...(custom.length > 0 ? [customGroup] : []), ...(groups ?? []).map(({ name }) => name)].map((name) => (
              <button key={name} type="button" className={css.group} aria-pressed={name === shown} onClick={() => setPicked(name)}>
                {name === customGroup ? completionText.custom : (completionText.groups[name] ?? name)}
              </button>
            ))}
          </div>
        )}
        {groups === null ? <p className={css.note}>{completionText.searching}</p> : choices.length === 0 && <p className={css.note}>{completionText.nothing}</p>}
        <Grid key={`${shown} ${text}`} choices={choices} onPick={onPick} />
      </div>
    </Dialog>
  );
}

function ofGroup(groups: readonly UnicodeGroup[], name: string, custom: readonly Choice[]): readonly Choice[] {
  return name === customGroup ? custom : (groups.find((group) => group.name === name)?.emojis ?? []).map(toChoice);
}

function found(groups: readonly UnicodeGroup[], text: string, custom: readonly Choice[]): readonly Choice[] {
  const own = custom.filter(({ insert }) => insert.toLowerCase().includes(text.trim().toLowerCase()));
  return [...own, ...searchEmojis(groups, text, mostFound).map(toChoice)].slice(0, mostFound);
}

function toChoice({ emoji, name }: { readonly emoji: string; readonly name: string }): Choice {
  return { insert: emoji, name, path: null };
}

/** One stop for Tab; the arrow keys go from emoji to emoji, as they stand. */
function Grid({ choices, onPick }: { readonly choices: readonly Choice[]; readonly onPick: (insert: string) => void }) {
  const mediaUrl = useMediaUrl();
  const box = useRef<HTMLDivElement>(null);
  const handleKey = (event: KeyboardEvent): void => {
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const columns = Math.max(1, buttons.findIndex(({ offsetTop }) => offsetTop !== buttons[0]?.offsetTop));
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const next = event.key === 'Home' ? buttons[0] : event.key === 'End' ? buttons.at(-1) : step === undefined ? undefined : buttons[at + step];
    if (step === undefined && next === undefined) return;
    event.preventDefault();
    next?.focus();
  };
  return (
    // The buttons take the presses; the box only moves the focus among them.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div ref={box} role="group" aria-label={completionText.picker} className={css.grid} onKeyDown={handleKey}>
      {choices.map(({ insert, name, path }, at) => (
        <button key={insert} type="button" className={css.emoji} tabIndex={at === 0 ? 0 : -1} aria-label={name} title={name} onClick={() => onPick(insert)}>
          {path === null ? insert : <img src={mediaUrl(path)} alt="" loading="lazy" />}
        </button>
      ))}
    </div>
  );
}
