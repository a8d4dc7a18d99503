import type { StatusEntry } from '../../../electron/contract/timelines.ts';
import type { LeftOutReason } from '../../stores/left-out.ts';
import { columnsText } from '../../text/columns.ts';
import { dayAndTime } from '../../text/time.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { textOfHtml } from '../../ui/server-html.tsx';
import { useStores } from '../stores/index.tsx';
import css from './left-out-dialog.module.css';
import { useLeftOut, type Hidden } from './use-left-out.ts';

/** Who looks for one post does not read hundreds; the newest are nearest to what was just read. */
const mostRows = 200;
const longestLine = 160;

export interface LeftOutDialogProps {
  /** Of the column in the timelines store. */
  readonly name: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** The posts that came into a column and are not drawn there, each with the reason, newest first. */
export function LeftOutDialog({ name, title, onClose }: LeftOutDialogProps) {
  const { navigation } = useStores();
  const leftOut = useLeftOut(name);
  const open = ({ view }: StatusEntry): void => {
    onClose();
    navigation.getState().open({ kind: 'thread', uri: view.status.uri });
  };
  return (
    <Dialog title={columnsText.leftOutTitle(title, leftOut.length)} onClose={onClose} width="l" footer={<Button onClick={onClose}>{columnsText.close}</Button>}>
      <p className={css.hint}>{leftOut.length === 0 ? columnsText.leftOutNone : columnsText.leftOutHint}</p>
      <ul className={css.list}>
        {leftOut.slice(0, mostRows).map((one) => (
          <li key={one.entry.id}>
            <Row leftOut={one} onOpen={() => open(one.entry)} />
          </li>
        ))}
      </ul>
      {leftOut.length > mostRows && <p className={css.hint}>{columnsText.leftOutMore(leftOut.length - mostRows)}</p>}
    </Dialog>
  );
}

function Row({ leftOut: { entry, reason }, onOpen }: { readonly leftOut: Hidden; readonly onOpen: () => void }) {
  const { status } = entry.view;
  const { author } = status;
  const words = status.spoilerText === '' ? textOfHtml(status.content) : status.spoilerText;
  return (
    <button type="button" className={css.row} onClick={onOpen}>
      <Avatar path={author.avatarStatic ?? author.avatar} name={author.displayName || author.handle} size={32} />
      <span className={css.words}>
        <span className={css.head}>
          <b>
            <PlainName name={author.displayName} emojis={author.emojis} orElse={author.handle} />
          </b>
          {entry.booster !== null && <bdi>{columnsText.boostedBy(nameOf(entry.booster))}</bdi>}
          <span className={css.time}>{dayAndTime(entry.at)}</span>
        </span>
        <bdi className={css.line}>{cleanLine(words, longestLine)}</bdi>
        <span className={css.reason}>{reasonText(reason)}</span>
      </span>
    </button>
  );
}

const nameOf = ({ displayName, handle }: StatusEntry['view']['status']['author']): string => cleanLine(displayName) || cleanLine(handle);

function reasonText(reason: LeftOutReason | { readonly kind: 'filter'; readonly title: string }): string {
  switch (reason.kind) {
    case 'rule':
      return columnsText.leftOutWhy[reason.rule];
    case 'filter':
      return columnsText.leftOutFilter(cleanLine(reason.title));
    case 'seen':
      return columnsText.leftOutSeen(dayAndTime(reason.as.at), reason.as.booster === null ? null : nameOf(reason.as.booster));
  }
}
