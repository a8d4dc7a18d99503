import { CalendarClock } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { scheduleText } from '../../text/schedule.ts';
import { Button } from '../../ui/button.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { TimeDialog } from '../schedule/index.tsx';
import { useStores } from '../stores/index.tsx';
import { useTargets, useWriting } from './use-writing.ts';

/** Mastodon's five minutes, and some seconds for the way. */
const serverAheadMs = 5 * 60_000 + 20_000;

/** When the post goes out, and the way to change that. */
export function ScheduleButton() {
  const { body } = useWriting();
  const { compose } = useStores();
  const [isOpen, setIsOpen] = useState(false);
  const setTime = (scheduledAt: number | null): void => {
    setIsOpen(false);
    compose.getState().change((before) => ({ ...before, scheduledAt }));
  };
  const { scheduledAt } = body;
  return (
    <>
      <Button aria-label={scheduledAt === null ? scheduleText.button : scheduleText.change(scheduledAt)} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <CalendarClock />
        {scheduledAt === null ? scheduleText.button : scheduleText.shows(scheduledAt)}
      </Button>
      {isOpen && <TimeDialog at={scheduledAt} onPick={setTime} onClose={() => setIsOpen(false)} {...(scheduledAt === null ? {} : { onClear: () => setTime(null) })} note={WhoSends} />}
    </>
  );
}

/** Which servers keep the post until its time, and for whom Skein has to. */
function WhoSends({ at }: { readonly at: number }): ReactNode {
  const { body, measures } = useWriting();
  const targets = useTargets();
  const isNear = at - useMinute() < serverAheadMs;
  const keepers: string[] = [];
  const here = new Map<'server' | 'thread' | 'near', string[]>();
  for (const { key, account, nickname } of targets) {
    const isThread = body.thread.length > 0 || (measures.get(key)?.parts.some(({ split }) => split.length > 0) ?? false);
    const why = account?.limits.writing?.scheduling !== true ? 'server' : isThread ? 'thread' : isNear ? 'near' : null;
    if (why === null) keepers.push(account?.server.domain ?? nickname);
    else here.set(why, [...(here.get(why) ?? []), nickname]);
  }
  return (
    <>
      {keepers.length > 0 && <p>{scheduleText.byServers([...new Set(keepers)])}</p>}
      {[...here].map(([why, names]) => (
        <p key={why}>{scheduleText.bySkein(names, why)}</p>
      ))}
    </>
  );
}
