/** JavaScript, because the launcher needs it on plain Node 20 too. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the profile is when nobody says otherwise. */
export function defaultDataDir(platform = process.platform, env = process.env, home = homedir()) {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData/Roaming'), 'Skein');
  if (platform === 'darwin') return join(home, 'Library/Application Support/Skein');
  // XDG base directory specification: a relative value is to be ignored.
  const base = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : join(home, '.local/share');
  return join(base, 'skein');
}
