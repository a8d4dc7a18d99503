import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { offeredEmojis } from '../../stores/completion.ts';
import { completionText } from '../../text/completion.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useMediaUrl } from '../../ui/media-base.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './emoji-picker.module.css';
import { loadUnicodeEmojis, searchEmojis, tones, withTone, type Tone, type UnicodeEmoji, type UnicodeGroup } from './unicode-emojis.ts';
import { useTargets } from './use-writing.ts';

const mostFound = 80;
const mostRecent = 40;
const customGroup = ':custom:';
const recentGroup = ':recent:';

interface Choice {
  /** What it is remembered by: an emoji without its tone, or a shortcode. */
  readonly id: string;
  readonly insert: string;
  readonly name: string;
  /** Some of the accounts that write do not have it. */
  readonly isLacking: boolean;
  readonly path: Parameters<ReturnType<typeof useMediaUrl>>[0] | null;
}

/** What was used last, custom emojis of the accounts that write and those of Unicode, by group or by name. */
export function EmojiPicker({ onPick, onClose }: { readonly onPick: (insert: string) => void; readonly onClose: () => void }) {
  const { completion, settings } = useStores();
  const tone = useStoreValue(settings, (state) => state.settings.emojiTone);
  // As it was on opening: what is pressed does not move under the finger.
  const [recent] = useState(() => settings.getState().settings.recentEmojis);
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
    id: `:${emoji.shortcode}:`,
    insert: `:${emoji.shortcode}:`,
    isLacking: missing.length > 0,
    name: `:${emoji.shortcode}:${missing.length === 0 ? '' : `, ${completionText.lacks(missing.map(nameOf))}`}`,
    path: emoji.staticUrl,
  }));
  const used = usedLast(recent, groups ?? [], custom, tone);
  const first = used.length > 0 ? recentGroup : custom.length > 0 ? customGroup : (groups?.[0]?.name ?? customGroup);
  const shown = picked ?? first;
  const choices = text.trim() !== '' ? found(groups ?? [], text, custom, tone) : shown === recentGroup ? used : ofGroup(groups ?? [], shown, custom, tone);
  const pick = ({ id, insert }: Choice): void => {
    const before = settings.getState().settings.recentEmojis;
    void settings.getState().change({ recentEmojis: [id, ...before.filter((each) => each !== id)].slice(0, mostRecent) });
    onPick(insert);
  };
  return (
    <Dialog title={completionText.picker} onClose={onClose}>
      <div className={css.picker}>
        <div className={css.top}>
          <TextField label={completionText.search} labelHidden placeholder={completionText.search} value={text} maxLength={60} onChange={(event) => setText(event.target.value)} />
          <Segmented
            label={completionText.tone}
            value={String(tone)}
            options={tones.map((each) => ({ value: String(each), label: withTone(completionText.toneSample, each) }))}
            onChange={(value) => void settings.getState().change({ emojiTone: tones.find((each) => String(each) === value) ?? 0 })}
          />
        </div>
        {text.trim() === '' && (
          <div role="group" aria-label={completionText.picker} className={css.groups}>
            {[...(used.length > 0 ? [recentGroup] : []), ...(custom.length > 0 ? [customGroup] : []), ...(groups ?? []).map(({ name }) => name)].map((name) => (
              <button key={name} type="button" className={css.group} aria-pressed={name === shown} onClick={() => setPicked(name)}>
                {name === recentGroup ? completionText.recent : name === customGroup ? completionText.custom : (completionText.groups[name] ?? name)}
              </button>
            ))}
          </div>
        )}
        {groups === null ? <p className={css.note}>{completionText.searching}</p> : choices.length === 0 && <p className={css.note}>{completionText.nothing}</p>}
        <Grid key={`${shown} ${text}`} choices={choices} onPick={pick} />
      </div>
    </Dialog>
  );
}

function ofGroup(groups: readonly UnicodeGroup[], name: string, custom: readonly Choice[], tone: Tone): readonly Choice[] {
  return name === customGroup ? custom : (groups.find((group) => group.name === name)?.emojis ?? []).map(toChoice(tone));
}

function found(groups: readonly UnicodeGroup[], text: string, custom: readonly Choice[], tone: Tone): readonly Choice[] {
  const own = custom.filter(({ insert }) => insert.toLowerCase().includes(text.trim().toLowerCase()));
  return [...own, ...searchEmojis(groups, text, mostFound).map(toChoice(tone))].slice(0, mostFound);
}

/** Those used last that there still are: a custom one only where one of the accounts has it. */
function usedLast(recent: readonly string[], groups: readonly UnicodeGroup[], custom: readonly Choice[], tone: Tone): readonly Choice[] {
  const wanted = new Set(recent);
  const unicode = groups.flatMap(({ emojis }) => emojis.filter(({ emoji }) => wanted.has(emoji)).map(toChoice(tone)));
  const known = new Map([...unicode, ...custom].map((choice) => [choice.id, choice]));
  return recent.flatMap((id) => known.get(id) ?? []);
}

const toChoice = (tone: Tone) => ({ emoji, name, hasTones }: UnicodeEmoji): Choice => ({ id: emoji, insert: hasTones ? withTone(emoji, tone) : emoji, name, isLacking: false, path: null });

/** One stop for Tab; the arrow keys go from emoji to emoji, as they stand. */
function Grid({ choices, onPick }: { readonly choices: readonly Choice[]; readonly onPick: (choice: Choice) => void }) {
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
      {choices.map((choice, at) => (
        <button key={choice.id} type="button" className={css.emoji} data-lacking={choice.isLacking || undefined} tabIndex={at === 0 ? 0 : -1} aria-label={choice.name} title={choice.name} onClick={() => onPick(choice)}>
          {choice.path === null ? choice.insert : <img src={mediaUrl(choice.path)} alt="" loading="lazy" />}
        </button>
      ))}
    </div>
  );
}
