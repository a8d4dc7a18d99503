/* oxlint-disable import/no-unassigned-import -- style sheets are there by being imported */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/inter/wght-italic.css';
import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { createBridge, openLink } from './bridge/bridge.ts';
import { StoresProvider } from './features/stores/index.tsx';
import { createStores, startStores } from './stores/stores.ts';

/** With the next frame; a window in the background draws none, and there shortly. */
function soon(run: () => void): void {
  if (document.hidden) window.setTimeout(run, 250);
  else requestAnimationFrame(run);
}

const bridge = createBridge(openLink(window));
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
