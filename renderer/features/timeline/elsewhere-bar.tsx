import { X } from 'lucide-react';
import type { Place } from '../../../electron/contract/timelines.ts';
import { timelineText } from '../../text/timeline.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import css from './elsewhere-bar.module.css';

export interface ElsewhereBarProps {
  readonly place: Place;
  readonly onGo: () => void;
  /** Taken or put aside. */
  readonly onDone: () => void;
}

/** Another app was read further: the way there, for who wants to take it. */
export function ElsewhereBar({ place, onGo, onDone }: ElsewhereBarProps) {
  return (
    <div className={css.bar} role="status">
      <span className={css.words}>{timelineText.elsewhere(place.at)}</span>
      <Button
        size="s"
        onClick={() => {
          onDone();
          onGo();
        }}
      >
        {timelineText.goElsewhere}
      </Button>
      <IconButton label={timelineText.stayHere} onClick={onDone}>
        <X />
      </IconButton>
    </div>
  );
}
