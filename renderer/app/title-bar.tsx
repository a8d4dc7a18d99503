import { PenLine } from 'lucide-react';
import { Rail } from '../features/accounts/index.tsx';
import { WorkspaceTabs } from '../features/columns/index.tsx';
import { OutboxButton } from '../features/outbox/index.tsx';
import { useStores } from '../features/stores/index.tsx';
import { frameText } from '../text/frame.ts';
import { Button } from '../ui/button.tsx';
import { SkeinMark } from '../ui/skein-mark.tsx';
import { InboxButton } from './inbox-column.tsx';
import { PaletteButton } from './palette.tsx';
import css from './title-bar.module.css';

export function TitleBar() {
  const { navigation } = useStores();
  return (
    <header className={css.bar}>
      <h1 className={css.brand}>
        <SkeinMark />
        <b>{frameText.name}</b>
      </h1>
      <WorkspaceTabs />
      <div className={css.strip}>
        <Rail layout="strip" />
      </div>
      <PaletteButton />
      <div className={css.right}>
        <InboxButton />
        <OutboxButton />
        <Button look="ink" data-tip-keys="n" className={css.write} onClick={() => navigation.getState().open({ kind: 'write', replyTo: null, account: null })}>
          <PenLine aria-hidden="true" />
          {frameText.write}
        </Button>
      </div>
    </header>
  );
}
