import type { ReactNode } from 'react';
import { notificationTopics } from '../../../electron/contract/vocabulary.ts';
import type { InboxSettings as Chosen } from '../../../electron/contract/notifications.ts';
import { errorText } from '../../text/errors.ts';
import { inboxText } from '../../text/notifications.ts';
import { cleanLine } from '../../ui/plain-text.ts';
import { Switch } from '../../ui/switch.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './inbox-settings.module.css';
import { PolicySettings } from './policy-settings.tsx';

/** Which kinds and which accounts are shown and told, when it is quiet, and what servers hold back. */
export function InboxSettings() {
  const { notifications, toasts } = useStores();
  const settings = useStoreValue(notifications, (state) => state.settings);
  const accounts = useAccounts();
  const change = (part: Partial<Chosen>): void =>
    void notifications
      .getState()
      .changeSettings(part)
      .then((error) => error !== null && toasts.getState().show({ text: inboxText.failed(errorText(error)), tone: 'blocked' }));
  return (
    <div className={css.group} data-inbox-settings="">
      <Switch label={inboxText.desktop} hint={inboxText.desktopHint} checked={settings.desktop} onChange={(desktop) => change({ desktop })} />
      <QuietHours value={settings.quietHours} onChange={(quietHours) => change({ quietHours })} />
      <Table head={inboxText.kinds}>
        {notificationTopics.map((topic) => (
          <Pair
            key={topic}
            label={inboxText.topics[topic]}
            shown={!settings.hiddenTopics.includes(topic)}
            told={!settings.silentTopics.includes(topic)}
            onShown={(on) => change({ hiddenTopics: without(settings.hiddenTopics, topic, on) })}
            onTold={(on) => change({ silentTopics: without(settings.silentTopics, topic, on) })}
          />
        ))}
      </Table>
      <Table head={inboxText.accounts}>
        {accounts.map(({ key, nickname, colour }) => (
          <Pair
            key={key}
            label={cleanLine(nickname, 60)}
            colour={colour}
            shown={!settings.hiddenAccounts.includes(key)}
            told={!settings.silentAccounts.includes(key)}
            onShown={(on) => change({ hiddenAccounts: without(settings.hiddenAccounts, key, on) })}
            onTold={(on) => change({ silentAccounts: without(settings.silentAccounts, key, on) })}
          />
        ))}
      </Table>
      <PolicySettings />
    </div>
  );
}

/** The list of what is switched off, with `value` switched on or off. */
function without<Value>(off: readonly Value[], value: Value, on: boolean): Value[] {
  const rest = off.filter((each) => each !== value);
  return on ? rest : [...rest, value];
}

function Table({ head, children }: { readonly head: string; readonly children: ReactNode }) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{inboxText.inInbox}</th>
          <th scope="col">{inboxText.onDesktop}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface PairProps {
  readonly label: string;
  readonly colour?: number;
  readonly shown: boolean;
  readonly told: boolean;
  readonly onShown: (on: boolean) => void;
  readonly onTold: (on: boolean) => void;
}

/** What is not in the inbox is not told either, so the second box is held then. */
function Pair({ label, colour, shown, told, onShown, onTold }: PairProps) {
  return (
    <tr>
      <th scope="row">
        {colour !== undefined && <i className={css.dot} data-colour={colour} aria-hidden="true" />}
        <bdi>{label}</bdi>
      </th>
      <td>
        <input type="checkbox" aria-label={inboxText.showIn(label)} checked={shown} onChange={(event) => onShown(event.target.checked)} />
      </td>
      <td>
        <input type="checkbox" aria-label={inboxText.tellOn(label)} checked={shown && told} disabled={!shown} onChange={(event) => onTold(event.target.checked)} />
      </td>
    </tr>
  );
}

type Quiet = Chosen['quietHours'];

function QuietHours({ value, onChange }: { readonly value: Quiet; readonly onChange: (value: Quiet) => void }) {
  return (
    <div className={css.quiet}>
      <Switch label={inboxText.quiet} hint={inboxText.quietHint} checked={value.on} onChange={(on) => onChange({ ...value, on })} />
      {value.on && (
        <div className={css.times}>
          <label>
            {inboxText.quietFrom} <TimeField minute={value.from} onChange={(from) => onChange({ ...value, from })} />
          </label>
          <label>
            {inboxText.quietTo} <TimeField minute={value.to} onChange={(to) => onChange({ ...value, to })} />
          </label>
        </div>
      )}
    </div>
  );
}

function TimeField({ minute, onChange }: { readonly minute: number; readonly onChange: (minute: number) => void }) {
  const two = (n: number): string => String(n).padStart(2, '0');
  return (
    <input
      type="time"
      required
      value={`${two(Math.floor(minute / 60))}:${two(minute % 60)}`}
      onChange={(event) => {
        const [hours, minutes] = event.target.value.split(':').map(Number);
        if (hours !== undefined && minutes !== undefined && Number.isInteger(hours) && Number.isInteger(minutes)) onChange(hours * 60 + minutes);
      }}
    />
  );
}
