import type { Settings } from '../../../electron/contract/settings.ts';
import type { Command, CommandGroup } from '../../stores/commands.ts';
import { rivalsOf } from '../../stores/own-keys.ts';
import { errorText } from '../../text/errors.ts';
import { shortcutsText } from '../../text/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { OwnKeysContext } from '../../ui/own-keys.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './help-sheet.module.css';
import { KeyRow } from './key-row.tsx';

const order: readonly CommandGroup[] = ['move', 'post', 'write', 'view', 'app'];
const asIs = (keys: string): string => keys;

/** All keys, also those whose time is not now, out of the same list that binds them; each can be changed. */
export function HelpSheet({ commands, onClose }: { readonly commands: readonly Command[]; readonly onClose: () => void }) {
  const [own, change] = useOwnKeys();
  const shown = commands.filter((command) => command.keys.length > 0 || Object.hasOwn(own, command.id));
  const footer = (
    <>
      {Object.keys(own).length > 0 && <Button onClick={() => change({})}>{shortcutsText.reset}</Button>}
      <Button look="ink" onClick={onClose}>
        {shortcutsText.close}
      </Button>
    </>
  );
  return (
    <Dialog title={shortcutsText.title} width="l" onClose={onClose} footer={footer}>
      <OwnKeysContext value={asIs}>
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
                  {rows.map(({ id, label, keys }) => (
                    <KeyRow key={id} label={label} keys={keys} rivals={Object.hasOwn(own, id) ? rivalsIn(commands, id, keys) : []} onChange={(chosen) => change({ ...own, [id]: [...chosen] })} />
                  ))}
                  {group === 'write' && <KeyRow label={shortcutsText.send} keys={['$mod+Enter']} rivals={[]} />}
                </dl>
              </section>
            );
          })}
        </div>
      </OwnKeysContext>
      <p className={css.note}>{shortcutsText.note}</p>
    </Dialog>
  );
}

/** Only where the person chose: keys that came with Skein share presses on purpose, by what has the focus. */
function rivalsIn(commands: readonly Command[], id: string, keys: readonly string[]): readonly string[] {
  return [...new Set(keys.flatMap((each) => rivalsOf(commands, id, each).map(({ label }) => label)))];
}

function useOwnKeys(): readonly [Settings['keys'], (keys: Settings['keys']) => void] {
  const { settings, toasts } = useStores();
  const own = useStoreValue(settings, (state) => state.settings.keys);
  const change = (keys: Settings['keys']): void =>
    void settings
      .getState()
      .change({ keys })
      .then((error) => error !== null && toasts.getState().show({ text: shortcutsText.notSaved(errorText(error)), tone: 'blocked' }));
  return [own, change];
}
