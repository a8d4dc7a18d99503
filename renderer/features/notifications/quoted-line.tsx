import { Funnel, TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { StatusView } from '../../../electron/contract/statuses.ts';
import { inboxText } from '../../text/notifications.ts';
import { postText } from '../../text/post.ts';
import { PlainText } from '../../ui/plain-name.tsx';
import { cleanLine, shortened } from '../../ui/plain-text.ts';
import { textOfHtml } from '../../ui/server-html.tsx';
import { filterVerdict, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './quoted-line.module.css';

/** Enough for the lines there is room for. */
const mostLetters = 500;

export interface QuotedLineProps {
  readonly view: StatusView;
  readonly reached: readonly AccountKey[];
  /** Words to the person, in full colour and more lines; else a reminder of which post it was. */
  readonly isSpoken: boolean;
}

const inNotifications = ['notifications'] as const;

/** The words of the post, as plain text; behind a warning or a filter only what is in front of them. */
export function QuotedLine({ view, reached, isSpoken }: QuotedLineProps) {
  const { reveals, settings } = useStores();
  const { status } = view;
  const accounts = useAccounts();
  const own = useMemo(() => new Set(accounts.map(({ handle }) => handle)), [accounts]);
  const toggled = useStoreValue(reveals, (state) => state.warning.has(status.uri));
  const expandWarnings = useStoreValue(settings, (state) => state.settings.expandWarnings);
  const text = useMemo(() => shortened(textOfHtml(status.content), mostLetters), [status.content]);
  const verdict = filterVerdict(view, reached, own, inNotifications);
  if (verdict !== null && verdict.action !== 'blur') {
    return (
      <p className={css.covered}>
        <Funnel aria-hidden="true" />
        {inboxText.filtered(cleanLine(verdict.title, 80))}
      </p>
    );
  }
  const hasWarning = status.spoilerText.trim() !== '';
  const isOpen = !hasWarning || toggled !== expandWarnings;
  const words = text === '' ? postText.attachments(status.media.length, status.poll !== null) : text;
  return (
    <>
      {hasWarning && (
        <p className={css.covered}>
          <TriangleAlert aria-hidden="true" />
          <span dir="auto">
            <PlainText text={status.spoilerText} emojis={status.emojis} />
          </span>
        </p>
      )}
      {isOpen && words !== '' && (
        <p className={css.words} data-spoken={isSpoken || undefined} lang={status.language ?? undefined} dir="auto">
          <PlainText text={words} emojis={status.emojis} />
        </p>
      )}
    </>
  );
}
