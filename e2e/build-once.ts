import { ensureBuilt } from '../build/launch/bundle.mjs';

/** The browser and desktop specs drive `dist`, so it must be what the sources say. */
// Playwright takes a default export and nothing else.
// oxlint-disable-next-line import/no-default-export
export default async function buildOnce(): Promise<void> {
  const error = await ensureBuilt(process.execPath);
  if (error !== null) throw new Error(error);
}
