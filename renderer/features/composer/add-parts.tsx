import { ChartBarBig, Image } from 'lucide-react';
import { useRef } from 'react';
import { blankPoll } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { IconButton } from '../../ui/button.tsx';
import { useAttach } from './use-attach.ts';
import { usePart } from './use-writing.ts';

/** The two things a post can carry. Servers take one or the other. */
export function AddParts() {
  const { at, body, change } = usePart();
  const attach = useAttach(at);
  const input = useRef<HTMLInputElement>(null);
  const hasPoll = body.poll !== null;
  const hasMedia = body.media.length > 0;
  return (
    <span>
      <IconButton label={hasPoll ? `${partsText.attach}. ${partsText.either}` : partsText.attach} aria-disabled={hasPoll || undefined} onClick={() => !hasPoll && input.current?.click()}>
        <Image />
      </IconButton>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*,video/*,audio/*"
        aria-label={partsText.attach}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again after it was taken out.
          event.target.value = '';
          void attach(files);
        }}
      />
      <IconButton
        label={hasMedia ? `${partsText.addPoll}. ${partsText.either}` : hasPoll ? partsText.removePoll : partsText.addPoll}
        aria-disabled={hasMedia || undefined}
        aria-pressed={hasPoll}
        onClick={() => !hasMedia && change((before) => ({ ...before, poll: hasPoll ? null : blankPoll }))}
      >
        <ChartBarBig />
      </IconButton>
    </span>
  );
}
