// What holds until the person chooses otherwise.
import type { CatchUpChoices, CatchUpOrder } from './catch-up.ts';
import type { ColumnRules, Workspaces } from './columns.ts';
import type { InboxSettings } from './notifications.ts';
import type { Settings } from './settings.ts';

export const defaultSettings: Settings = {
  theme: 'system',
  textSize: 100,
  undoSeconds: 10,
  autoplay: false,
  showCounts: true,
  sensitiveMedia: 'covered',
  expandWarnings: false,
  hoverCards: true,
  sharePlace: true,
  whenLate: 'ask',
  askBeforePublic: [],
  neverFromMoved: true,
  searchDays: 365,
  searchMegabytes: 1000,
  keys: {},
  emojiTone: 0,
  recentEmojis: [],
  writeAs: [],
};

export const defaultInboxSettings: InboxSettings = {
  desktop: true,
  hiddenTopics: [],
  silentTopics: ['favourites', 'boosts'],
  hiddenAccounts: [],
  silentAccounts: [],
  quietHours: { on: false, from: 22 * 60, to: 7 * 60 },
};

export const noRules: ColumnRules = { boosts: true, replies: true, bots: true, mediaOnly: false, languages: [], words: [], pattern: null, minReblogs: 0, minFavourites: 0 };

export const firstWorkspaces: Workspaces = {
  current: 'first',
  list: [
    {
      id: 'first',
      name: 'Everything',
      columns: [
        { kind: 'home', id: 'home', name: null, width: null, rules: noRules, repeats: 'once', order: 'newest' },
        { kind: 'inbox', id: 'inbox', name: null, width: null },
      ],
    },
  ],
};

const newestFirst: CatchUpOrder = { sort: 'time', isReversed: false };
const mostFirst: CatchUpOrder = { sort: 'density', isReversed: false };
export const firstChoices: CatchUpChoices = { hours: 12, chosen: null, view: 'posts', orders: { posts: newestFirst, authors: mostFirst, links: mostFirst, threads: newestFirst } };
