import { Fragment } from 'react';
import type { Command, CommandGroup } from '../../stores/commands.ts';
import { shortcutsText } from '../../text/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import css from './help-sheet.module.css';

const order: readonly CommandGroup[] = ['move', 'post', 'write', 'view', 'app'];

/** All keys, also those whose time is not now, out of the same list that binds them. */
export function HelpSheet({ commands, onClose }: { readonly commands: readonly Command[]; readonly onClose: () => void }) {
  const shown = commands.filter((command) => command.keys.length > 0);
  return (
    <Dialog title={shortcutsText.title} width="l" onClose={onClose} footer={<Button look="ink" onClick={onClose}>{shortcutsText.close}</Button>}>
      {/* Holds the focus, so that the arrow keys scroll a sheet that is higher than the window. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={css.groups} role="group" aria-label={shortcutsText.title} tabIndex={0}>
        {order.map((group) => {
          const rows = shown.filter((command) => command.group === group);
          if (rows.length === 0 && group !== 'write') return null;
          return (
            <section key={group} className={css.group}>
              <h3>{shortcutsText.groups[group]}</h3>
              <dl>
                {rows.map((command) => (
                  <Row key={command.id} label={command.label} keys={command.keys} />
                ))}
                {group === 'write' && <Row label={shortcutsText.send} keys={['$mod+Enter']} />}
              </dl>
            </section>
          );
        })}
      </div>
      <p className={css.note}>{shortcutsText.note}</p>
    </Dialog>
  );
}

function Row({ label, keys }: { readonly label: string; readonly keys: readonly string[] }) {
  return (
    <div className={css.row}>
      <dt>{label}</dt>
      <dd>
        {keys.map((each, index) => (
          <Fragment key={each}>
            {index > 0 && <span className={css.or}>{shortcutsText.or}</span>}
            {each.split(' ').map((press, at) => (
              // The same key may come twice in a sequence; the order never changes.
              // oxlint-disable-next-line react/no-array-index-key
              <Fragment key={at}>
                {at > 0 && <span className={css.or}>{shortcutsText.after}</span>}
                <Kbd keys={press} />
              </Fragment>
            ))}
          </Fragment>
        ))}
      </dd>
    </div>
  );
}
