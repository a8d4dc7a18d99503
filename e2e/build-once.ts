import { ensureBuilt } from '../build/launch/bundle.mjs';

/** The browser and desktop specs drive `dist`, so it must be what the sources say. */
export default async function buildOnce(): Promise<void> {
  const error = await ensureBuilt(process.execPath);
  if (error !== null) throw new Error(error);
}
