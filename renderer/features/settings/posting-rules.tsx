import { rulesText } from '../../text/rules.ts';
import { Switch } from '../../ui/switch.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { useSettings } from './use-setting.ts';

/** What never happens, or not without being asked, whatever account is chosen. */
export function PostingRules() {
  const { accounts } = useStores();
  const all = useStoreValue(accounts, (state) => state.accounts);
  const [{ askBeforePublic, neverFromMoved }, change] = useSettings();
  return (
    <>
      <Switch label={rulesText.moved} hint={rulesText.movedHint} checked={neverFromMoved} onChange={(checked) => change({ neverFromMoved: checked })} />
      {all.map(({ key, nickname }) => (
        <Switch key={key} label={rulesText.ask(nickname)} checked={askBeforePublic.includes(key)} onChange={(checked) => change({ askBeforePublic: checked ? [...askBeforePublic, key] : askBeforePublic.filter((each) => each !== key) })} />
      ))}
    </>
  );
}
