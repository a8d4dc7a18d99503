import { CalendarClock } from 'lucide-react';
import { scheduleText } from '../../text/schedule.ts';
import { Button } from '../../ui/button.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import notes from './part-notes.module.css';
import { useWriting } from './use-writing.ts';

/** Says which scheduled post this is a new version of, and that it stands until then. */
export function ReplacesNote() {
  const { body } = useWriting();
  const { accounts, compose } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const { replaces } = body;
  if (replaces === undefined) return null;
  const account = all.find(({ key }) => key === replaces.account);
  const detach = (): void => compose.getState().change(({ replaces: _old, ...rest }) => rest);
  return (
    <div className={notes.note} data-colour={account?.colour ?? 0}>
      <CalendarClock size={16} aria-hidden="true" />
      <span className={notes.words}>{scheduleText.replaces(account?.nickname ?? replaces.account, replaces.at)}</span>
      <Button size="s" look="quiet" onClick={detach}>
        {scheduleText.detach}
      </Button>
    </div>
  );
}
