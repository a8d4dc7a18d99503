import { ChartBarBig, Image, Smile } from 'lucide-react';
import { useRef, useState } from 'react';
import { blankPoll } from '../../stores/compose-parts.ts';
import { partsText } from '../../text/compose-parts.ts';
import { completionText } from '../../text/completion.ts';
import { IconButton } from '../../ui/button.tsx';
import { RecordButton } from '../recording/index.tsx';
import { EmojiPicker } from './emoji-picker.tsx';
import { useAttach } from './use-attach.ts';
import { useInsert } from './use-parts.ts';
import { usePart, useTargets } from './use-writing.ts';

/** What is put into a post: files or a poll, of which servers take one or the other, and emojis. */
export function AddParts() {
  const { at, body, change } = usePart();
  const attach = useAttach(at);
  const insert = useInsert();
  const targets = useTargets();
  const [picks, setPicks] = useState(false);
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
      <RecordButton
        hindrance={hasPoll ? partsText.either : null}
        targets={targets.flatMap(({ nickname, account }) => (account === null ? [] : [{ name: nickname, limits: account.limits }]))}
        onRecorded={(file) => void attach([file])}
      />
      <IconButton
        label={hasMedia ? `${partsText.addPoll}. ${partsText.either}` : hasPoll ? partsText.removePoll : partsText.addPoll}
        aria-disabled={hasMedia || undefined}
        aria-pressed={hasPoll}
        onClick={() => !hasMedia && change((before) => ({ ...before, poll: hasPoll ? null : blankPoll }))}
      >
        <ChartBarBig />
      </IconButton>
      <IconButton label={completionText.emoji} aria-haspopup="dialog" onClick={() => setPicks(true)}>
        <Smile />
      </IconButton>
      {picks && (
        <EmojiPicker
          onClose={() => setPicks(false)}
          onPick={(emoji) => {
            setPicks(false);
            insert(emoji);
          }}
        />
      )}
    </span>
  );
}
