import { useId, type ReactNode } from 'react';
import { inboxText } from '../../text/notifications.ts';
import { searchText } from '../../text/search.ts';
import { belongingsText } from '../../text/belongings.ts';
import { scheduleText } from '../../text/schedule.ts';
import { settingsText } from '../../text/settings.ts';
import { snapshotText } from '../../text/snapshots.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { PaneHeader } from '../../ui/pane-header.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { InboxSettings } from '../notifications/index.tsx';
import { SearchSettings } from '../search/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { AboutFacts, StorageFacts } from './app-facts.tsx';
import { AccountList } from './account-list.tsx';
import { Appearance } from './appearance.tsx';
import { optionsOf, Row } from './row.tsx';
import { PostingRules } from './posting-rules.tsx';
import { Stepper } from './stepper.tsx';
import css from './settings.module.css';
import { useSettings } from './use-setting.ts';

export function Settings() {
  const { navigation, commands } = useStores();
  const [settings, change] = useSettings();
  const depth = useStoreValue(navigation, (state) => state.stack.length);
  return (
    <section className={css.pane} aria-label={settingsText.title}>
      <PaneHeader title={settingsText.title} onBack={depth > 1 ? () => navigation.getState().back() : undefined} onClose={() => navigation.getState().closeDetail()} />
      <div className={css.body}>
        <Group title={settingsText.appearance}>
          <Appearance />
        </Group>
        <Group title={settingsText.posting}>
          <Row label={settingsText.undo} hint={settings.undoSeconds === 0 ? settingsText.undoOff : settingsText.undoHint}>
            <Stepper label={settingsText.undo} value={settings.undoSeconds} min={0} max={60} step={5} words={settingsText.seconds} onChange={(undoSeconds) => change({ undoSeconds })} />
          </Row>
          <Row label={scheduleText.whenLate} hint={scheduleText.whenLateHint}>
            <Segmented label={scheduleText.whenLate} value={settings.whenLate} options={optionsOf({ ask: scheduleText.whenLateAsk, send: scheduleText.whenLateSend })} onChange={(whenLate) => change({ whenLate })} />
          </Row>
          <PostingRules />
        </Group>
        <Group title={settingsText.media}>
          <Switch label={settingsText.autoplay} hint={settingsText.autoplayHint} checked={settings.autoplay} onChange={(autoplay) => change({ autoplay })} />
          <Row label={settingsText.sensitive}>
            <Segmented label={settingsText.sensitive} value={settings.sensitiveMedia} options={optionsOf(settingsText.sensitives)} onChange={(sensitiveMedia) => change({ sensitiveMedia })} />
          </Row>
        </Group>
        <Group title={inboxText.title} hint={inboxText.settingsHint}>
          <InboxSettings />
        </Group>
        <Group title={belongingsText.title} hint={belongingsText.settingsHint}>
          <div>
            <Button onClick={() => navigation.getState().open({ kind: 'belongings' })}>{belongingsText.open}</Button>
          </div>
        </Group>
        <Group title={settingsText.accounts} hint={settingsText.accountsHint}>
          <AccountList />
        </Group>
        <Group title={searchText.settings} hint={searchText.settingsHint}>
          <SearchSettings settings={settings} onChange={change} />
        </Group>
        <Group title={settingsText.storage}>
          <StorageFacts />
          <div>
            <Button onClick={() => navigation.getState().open({ kind: 'snapshots' })}>{snapshotText.open}</Button>
          </div>
        </Group>
        <Group title={settingsText.keyboard} hint={settingsText.keyboardHint}>
          <div>
            <Button onClick={() => commands.getState().commands.find(({ id }) => id === 'app.help')?.run()}>
              {settingsText.showKeys}
              <Kbd keys="?" />
            </Button>
          </div>
        </Group>
        <Group title={settingsText.about}>
          <AboutFacts />
        </Group>
      </div>
    </section>
  );
}

function Group({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={css.group} aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        {hint !== undefined && <p className={css.hint}>{hint}</p>}
      </header>
      <div className={css.rows}>{children}</div>
    </section>
  );
}
