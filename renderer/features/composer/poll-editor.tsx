import { Check, Clock, Plus, X } from 'lucide-react';
import { useRef } from 'react';
import { withPoll } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Pick } from './pick.tsx';
import css from './poll-editor.module.css';
import { usePart, useTargets, type Target } from './use-writing.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const durations = [5 * minute, 30 * minute, hour, 6 * hour, 12 * hour, day, 2 * day, 3 * day, 7 * day, 14 * day, 30 * day];
/** Where no account says how many it allows. */
const usualMost = 4;

/** The choices of a poll, how long it runs, and what each account's server allows of it. */
export function PollEditor() {
  const { body, change: changePart } = usePart();
  const targets = useTargets();
  const list = useRef<HTMLUListElement>(null);
  const { poll } = body;
  if (poll === null) return null;
  const { options, expiresInMs, multiple } = poll;
  const change = (next: Partial<typeof poll>): void => changePart((before) => withPoll(before, next));
  const limits = limitsOf(targets);
  const most = Math.max(usualMost, ...limits.map(({ limit }) => limit));
  const focusOption = (at: number): void => void requestAnimationFrame(() => list.current?.querySelectorAll('input')[at]?.focus());
  const add = (): void => {
    change({ options: [...options, ''] });
    focusOption(options.length);
  };
  const remove = (at: number): void => {
    change({ options: options.toSpliced(at, 1) });
    focusOption(Math.max(0, at - 1));
  };
  return (
    <section className={css.poll} aria-label={partsText.poll}>
      <ul ref={list} className={css.options}>
        {options.map((option, at) => (
          // Choices are told apart by their place: that is what voters see, too.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at} className={css.option}>
            <i className={css.mark} data-multiple={multiple || undefined} aria-hidden="true" />
            <input className={css.field} aria-label={partsText.option(at + 1)} placeholder={partsText.option(at + 1)} value={option} maxLength={10_000} dir="auto" onChange={(event) => change({ options: options.with(at, event.target.value) })} />
            {options.length > 2 && (
              <IconButton size="s" label={partsText.removeOption(at + 1)} onClick={() => remove(at)}>
                <X />
              </IconButton>
            )}
          </li>
        ))}
        <li className={css.option}>
          {options.length < most && (
            <Button look="quiet" onClick={add}>
              <Plus />
              {partsText.addOption}
            </Button>
          )}
          {limits.length > 0 && <span className={css.limits}>{partsText.optionLimits(limits)}</span>}
        </li>
      </ul>
      <div className={css.settings}>
        <Pick look="button" label={partsText.ends} value={String(expiresInMs)} shows={partsText.endsAfter(expiresInMs)} icon={<Clock aria-hidden="true" />} onPick={(value) => change({ expiresInMs: Number(value) })}>
          {durations.map((each) => (
            <option key={each} value={each}>
              {partsText.span(each)}
            </option>
          ))}
        </Pick>
        <Pick look="button" label={partsText.choices} value={multiple ? 'several' : 'one'} shows={multiple ? partsText.several : partsText.one} icon={<Check aria-hidden="true" />} onPick={(value) => change({ multiple: value === 'several' })}>
          <option value="one">{partsText.one}</option>
          <option value="several">{partsText.several}</option>
        </Pick>
        <Button look="quiet" onClick={() => changePart((before) => ({ ...before, poll: null }))}>
          <X />
          {partsText.removePoll}
        </Button>
      </div>
    </section>
  );
}

/** Accounts that allow the same number of choices, told together. */
function limitsOf(targets: readonly Target[]): readonly { readonly names: readonly string[]; readonly limit: number }[] {
  const known = targets.flatMap(({ nickname, account }) => (account === null ? [] : [{ nickname, limit: account.limits.poll.maxOptions }]));
  return [...Map.groupBy(known, ({ limit }) => limit)].map(([limit, group]) => ({ limit, names: group.map(({ nickname }) => nickname) }));
}
