import type { AppInfo, DamagedState, SecretStorage } from '../../electron/contract/settings.ts';

export const settingsText = {
  title: 'Settings',
  notSaved: (why: string): string => `The setting was not saved. ${why}`,

  appearance: 'Appearance',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  textSize: 'Text size',
  percent: (n: number): string => `${n} %`,
  preview: 'The geese come in over the north dyke, and the whole marsh goes quiet for a moment.',
  showCounts: 'Show counts',
  showCountsHint: 'How often a post was answered, boosted and favourited.',
  expandWarnings: 'Open content warnings',
  expandWarningsHint: 'Shows what is behind a warning at once; the warning stays above it.',

  posting: 'Posting',
  undo: 'Hold before sending',
  undoHint: 'For so long a post waits with an Undo button before it leaves this computer.',
  undoOff: 'Off: posts leave at once',
  seconds: (n: number): string => (n === 0 ? 'Off' : `${n} s`),

  media: 'Media',
  autoplay: 'Play animations by themselves',
  autoplayHint: 'Animated pictures, avatars and emoji. Videos with sound always wait for you.',
  sensitive: 'Sensitive media',
  sensitives: { covered: 'Cover what is marked', shown: 'Cover nothing', hidden: 'Cover everything' },

  accounts: 'Accounts',
  accountsHint: 'Their order here is the order of the rail and of the lanes.',
  addAccount: 'Add an account',
  moveUp: (nickname: string): string => `Move ${nickname} up`,
  moveDown: (nickname: string): string => `Move ${nickname} down`,
  editAccount: (nickname: string): string => `Name and colour of ${nickname}`,
  removeAccount: (nickname: string): string => `Remove ${nickname} from Skein`,

  storage: 'What is kept, and where',
  dataDir: 'Posts, drafts and settings',
  dataHint: 'Saved posts are a copy and can be fetched again. Drafts and the outbox exist only here until they are sent.',
  damaged: 'The file with your accounts, drafts and outbox was damaged. What could be read is here; the rest may be missing. Settings say where the damaged file is.',
  damagedTitle: 'Damaged at this start',
  damagedAbout: ({ rows }: DamagedState): string => `Skein put this file aside as it was and began a new one; ${rows} of its entries could be carried over. Before you send a missing post again, look whether it is there already.`,
  tokens: 'Sign-ins',
  noServer: 'Skein talks to the servers of your accounts and to nobody else. It has no server of its own and counts nothing.',

  keyboard: 'Keyboard',
  keyboardHint: 'Single keys are off while you type in a text field.',
  showKeys: 'Show all keys',

  about: 'About',
  version: (version: string): string => `Skein ${version}`,
  host: (host: AppInfo['host'], platform: string): string => (host === 'shell' ? `as an app on ${platformName(platform)}` : `in a browser window on ${platformName(platform)}, served by this computer only`),
  licence: 'Free software under the GNU Affero General Public License, version 3 or later.',
} as const;

function platformName(platform: string): string {
  return { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[platform] ?? platform;
}

/** Where sign-in tokens are, said as it is: a plain file is never called encrypted. */
export function secretStorageWords(storage: SecretStorage): { readonly where: string; readonly about: string; readonly isWeak: boolean } {
  switch (storage.kind) {
    case 'osKeyStore':
      return { where: storage.name, about: 'The key store of this system keeps them encrypted. Other programs have to ask for them.', isWeak: false };
    case 'file':
      return { where: storage.path, about: `A plain file that only your user account may read. It is not encrypted, because ${storage.why}. Anyone who can read your files can read it.`, isWeak: true };
    case 'memory':
      return { where: 'Only in memory, until Skein closes', about: `The key store that held them cannot be reached: ${storage.why}. Posts and drafts are all there; after the next start you sign in again.`, isWeak: true };
  }
}
