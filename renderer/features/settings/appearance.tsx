import { peopleText } from '../../text/people.ts';
import { settingsText } from '../../text/settings.ts';
import { timelineText } from '../../text/timeline.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { optionsOf, Row } from './row.tsx';
import css from './settings.module.css';
import { Stepper } from './stepper.tsx';
import { useSettings } from './use-setting.ts';

export function Appearance() {
  const [settings, change] = useSettings();
  return (
    <>
      <Row label={settingsText.theme}>
        <Segmented label={settingsText.theme} value={settings.theme} options={optionsOf(settingsText.themes)} onChange={(theme) => change({ theme })} />
      </Row>
      <Row label={settingsText.textSize}>
        <Stepper label={settingsText.textSize} value={settings.textSize} min={80} max={200} step={5} words={settingsText.percent} onChange={(textSize) => change({ textSize })} />
      </Row>
      <p className={css.preview}>{settingsText.preview}</p>
      <Switch label={settingsText.showCounts} hint={settingsText.showCountsHint} checked={settings.showCounts} onChange={(showCounts) => change({ showCounts })} />
      <Switch label={settingsText.expandWarnings} hint={settingsText.expandWarningsHint} checked={settings.expandWarnings} onChange={(expandWarnings) => change({ expandWarnings })} />
      <Switch label={timelineText.sharePlace} hint={timelineText.sharePlaceHint} checked={settings.sharePlace} onChange={(sharePlace) => change({ sharePlace })} />
      <Switch label={peopleText.hoverCards} hint={peopleText.hoverCardsHint} checked={settings.hoverCards} onChange={(hoverCards) => change({ hoverCards })} />
    </>
  );
}
