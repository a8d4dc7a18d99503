// First of all, before the rest of the page is even run: the way to the app takes its time too.
import { bridge } from './bridge/page-bridge.ts';
/* oxlint-disable import/no-unassigned-import -- style sheets are there by being imported */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/inter/wght-italic.css';
import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { StoresProvider } from './features/stores/index.tsx';
import { createPace } from './stores/pace.ts';
import { createStores, startStores } from './stores/stores.ts';

/** A window in the background draws no frames: there, and where one stops in the middle, a moment later counts. */
const unseenMs = 250;

function afterPaint(run: () => void): void {
  let isDone = false;
  const done = (): void => {
    if (!isDone) run();
    isDone = true;
  };
  window.setTimeout(done, unseenMs);
  requestAnimationFrame(() => window.setTimeout(done, 0));
}

const soon = createPace({ now: () => performance.now(), after: (delayMs, run) => void window.setTimeout(run, delayMs), painted: afterPaint });

const stores = createStores(bridge, soon);
void startStores(bridge, stores);

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <StoresProvider stores={stores}>
      <App />
    </StoresProvider>
  </StrictMode>,
);
