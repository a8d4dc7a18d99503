export const shortcutsText = {
  title: 'Keys',
  help: 'This sheet',
  settings: 'Settings',
  outbox: 'Outbox',
  write: 'Write',
  account: (n: number): string => `Home of account ${n}`,
  groups: { move: 'Moving', post: 'The focused post', write: 'Writing', view: 'Views', app: 'Skein' },
  send: 'Send',
  after: 'then',
  or: 'or',
  note: 'Single keys are off while you type. On macOS Ctrl is Cmd.',
  close: 'Close',
} as const;
