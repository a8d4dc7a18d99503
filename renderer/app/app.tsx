import { useCallback, useEffect, useMemo, type ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { Rail, SignedOutBanner } from '../features/accounts/index.tsx';
import { useBelongingsCommands } from '../features/belongings/index.tsx';
import { Columns } from '../features/columns/index.tsx';
import { MediaViewer } from '../features/media/index.tsx';
import { Moving, useMovingCommands } from '../features/migration/index.tsx';
import { PersonCard } from '../features/people/index.tsx';
import { PostMenus, usePostCommands } from '../features/post/index.tsx';
import { PostDialogs } from '../features/post-dialogs/index.tsx';
import { SendingToast } from '../features/outbox/index.tsx';
import { Shortcuts } from '../features/shortcuts/index.tsx';
import { useStores, useStoreValue } from '../features/stores/index.tsx';
import { Welcome } from '../features/welcome/index.tsx';
import { shownKeys } from '../stores/own-keys.ts';
import { frameText } from '../text/frame.ts';
import { fetchLater } from '../ui/later.tsx';
import { MediaBaseContext } from '../ui/media-base.tsx';
import { OwnKeysContext } from '../ui/own-keys.tsx';
import { AutoplayContext } from '../ui/plain-name.tsx';
import { SkeinMark } from '../ui/skein-mark.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { Tooltips } from '../ui/tooltips.tsx';
import css from './app.module.css';
import { BrokenPart } from './broken-part.tsx';
import { DetailPane } from './detail-pane.tsx';
import { InboxColumn } from './inbox-column.tsx';
import { LinkBanner } from './link-banner.tsx';
import { LinkEnded } from './link-ended.tsx';
import { TabBar } from './tab-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import { useAppCommands } from './use-app-commands.ts';
import { useAppearance } from './use-appearance.ts';
import { useDamageNotice } from './use-damage-notice.ts';

/** The window: what it shows follows from the link to the app and from whether there are accounts. */
export function App() {
  const { accounts, connection } = useStores();
  const link = useStoreValue(connection, (state) => state.link);
  const loaded = useStoreValue(accounts, (state) => state.loaded);
  const isStarted = useStoreValue(connection, (state) => state.isStarted);
  const isEmpty = useStoreValue(accounts, (state) => state.accounts.length === 0);
  useAppearance();
  useDamageNotice();
  if (link.state === 'ended') return <LinkEnded reason={link.reason} />;
  return (
    <Surroundings>
      <LinkBanner />
      {loaded && isEmpty ? <Welcome /> : loaded && isStarted ? <Window /> : <Starting />}
    </Surroundings>
  );
}

/** The moment before the app has answered. */
function Starting() {
  return (
    <main className={css.starting} aria-busy>
      <h1>
        <SkeinMark size={40} />
        <span className="spoken">{frameText.starting}</span>
      </h1>
    </main>
  );
}

/** What everything in the window may use, and what lies over it. */
function Surroundings({ children }: { readonly children: ReactNode }) {
  const { connection, settings, toasts } = useStores();
  const mediaBase = useStoreValue(connection, (state) => state.mediaBase);
  const autoplay = useStoreValue(settings, (state) => state.settings.autoplay);
  const shown = useStoreValue(toasts, (state) => state.toasts);
  const ownKeys = useOwnKeys();
  const stillAnimations = useMemo(() => window.matchMedia('(prefers-reduced-motion: reduce)').matches, []);
  return (
    <MediaBaseContext value={mediaBase}>
      <AutoplayContext value={autoplay && !stillAnimations}>
        <OwnKeysContext value={ownKeys}>
          {children}
          <Toasts toasts={shown} onDismiss={toasts.getState().dismiss} />
          <Tooltips />
        </OwnKeysContext>
      </AutoplayContext>
    </MediaBaseContext>
  );
}

function useOwnKeys(): (keys: string) => string | null {
  const { commands, settings } = useStores();
  const list = useStoreValue(commands, (state) => state.commands);
  const own = useStoreValue(settings, (state) => state.settings.keys);
  return useCallback((keys) => shownKeys(list, own, keys), [list, own]);
}

const guarded = (column: ReactNode): ReactNode => <ErrorBoundary FallbackComponent={BrokenPart}>{column}</ErrorBoundary>;

function Window() {
  usePostCommands();
  useAppCommands();
  useMovingCommands();
  useBelongingsCommands();
  const { navigation } = useStores();
  const isMoving = useStoreValue(navigation, (state) => state.stack.at(-1)?.kind === 'moving');
  useEffect(fetchLater, []);
  return (
    <div className={css.window}>
      <TitleBar />
      <div className={css.rail}>
        <Rail layout="rail" />
      </div>
      <main className={css.body}>
        <SignedOutBanner />
        <div className={css.columns} inert={isMoving}>
          <Columns inbox={<InboxColumn />} guard={guarded} />
          <DetailPane />
        </div>
        {isMoving && guarded(<Moving Broken={BrokenPart} />)}
        <ErrorBoundary FallbackComponent={BrokenPart}>
          <PostMenus />
          <PostDialogs />
          <MediaViewer />
          <PersonCard />
        </ErrorBoundary>
      </main>
      <TabBar />
      <SendingToast />
      <Shortcuts />
    </div>
  );
}
