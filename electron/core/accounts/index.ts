export { createAccounts, type Accounts, type AccountsDeps } from './accounts.ts';
export type { AccountWatcher } from './sessions.ts';
