import { Upload } from 'lucide-react';
import { outboxText } from '../../text/outbox.ts';
import { IconButton } from '../../ui/button.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './outbox-button.module.css';
import { useOutboxBadge } from './use-outbox-badge.ts';

/** The way to the outbox, with the number of copies that wait for the person. */
export function OutboxButton() {
  const { navigation } = useStores();
  const needs = useOutboxBadge();
  const isOpen = useStoreValue(navigation, (state) => state.stack.at(-1)?.kind === 'outbox');
  return (
    <IconButton label={outboxText.badge(needs)} keys="g o" aria-expanded={isOpen} onClick={() => navigation.getState().open({ kind: 'outbox' })}>
      <Upload />
      {needs > 0 && (
        <span className={css.badge} aria-hidden="true">
          {needs}
        </span>
      )}
    </IconButton>
  );
}
