import type { Software } from '../../../contract/servers.ts';
import type { PlanEnd } from './plan.ts';

export type SettingsPage = 'alias' | 'move' | 'cancel' | 'export' | 'import' | 'profile';

/** Mastodon's pages, which forks keep (config/routes/settings.rb). Nothing can be filled in by the address. */
const mastodon: Readonly<Record<SettingsPage, string>> = {
  alias: '/settings/aliases',
  move: '/settings/migration',
  cancel: '/settings/migration',
  export: '/settings/export',
  import: '/settings/imports',
  profile: '/settings/profile',
};

const everywhere = (path: string): Readonly<Record<SettingsPage, string>> => ({ alias: path, move: path, cancel: path, export: path, import: path, profile: path });

const tables: Readonly<Record<Software, Readonly<Record<SettingsPage, string>>>> = {
  mastodon,
  glitch: mastodon,
  unknown: mastodon,
  gotosocial: { ...everywhere('/settings'), alias: '/settings/user/migration', move: '/settings/user/migration', cancel: '/settings/user/migration', profile: '/settings/user/profile' },
  akkoma: everywhere('/'),
  pleroma: everywhere('/'),
  mitra: { ...everywhere('/settings'), profile: '/profile' },
  // Its dashboard has aliases, moves and files of an account on one page (src/pages/accounts.tsx).
  hollo: everywhere('/accounts'),
  sharkey: { ...everywhere('/settings/migration'), export: '/settings/import-export', import: '/settings/import-export', profile: '/settings/profile' },
  iceshrimp: { ...everywhere('/settings/migration'), profile: '/settings/profile' },
  pixelfed: everywhere('/settings/home'),
};

export function pageAddress({ apiBase, software }: Pick<PlanEnd, 'apiBase' | 'software'>, page: SettingsPage): string {
  return apiBase + tables[software][page];
}

/** Software that makes an archive of posts on request. */
export function hasArchive(software: Software): boolean {
  return software === 'mastodon' || software === 'glitch' || software === 'pixelfed' || software === 'sharkey';
}

/** Moves by its API: with the password, or without one. Null: on a page of its own only. */
export function apiMove(software: Software): { readonly password: boolean } | null {
  if (software === 'mitra') return { password: false };
  return software === 'gotosocial' || software === 'akkoma' || software === 'pleroma' ? { password: true } : null;
}

/** Whether others can see that an account has moved. */
export function showsMoved(software: Software): boolean {
  return software !== 'akkoma' && software !== 'pleroma' && software !== 'mitra';
}

/**
 * How long a server refuses another move. Mastodon counts its own record of a move, cancelled or not
 * (account_migration.rb); GoToSocial one of either account (processing/account/move.go).
 */
export function cooldownMs(software: Software): number {
  const dayMs = 86_400_000;
  if (software === 'gotosocial') return 7 * dayMs;
  return software === 'mastodon' || software === 'glitch' ? 30 * dayMs : 0;
}
