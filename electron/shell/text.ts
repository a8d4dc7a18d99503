/** The few sentences the shell says by itself, before or without a page. */
export const text = {
  alreadyRunning: 'Skein is running already; its window comes to the front.',
  noKeyStore: {
    title: 'Where should sign-ins be kept?',
    first: 'The key store of this system cannot be used, so Skein cannot keep your sign-ins encrypted.',
    usedBefore: 'This profile keeps its sign-ins in the key store of the system, which cannot be reached now. Nothing is lost: they are back when the key store is. Until then you have to sign in again.',
    memory: 'Only until Skein closes',
    file: 'In a file that is not encrypted',
  },
  cannotStart: 'Skein cannot start',
  tray: { show: 'Show Skein', quit: 'Quit Skein' },
} as const;
