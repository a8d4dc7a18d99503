import { count } from './time.ts';

type Several = 'reblog' | 'favourite' | 'bookmark' | 'mute';

const titles: Readonly<Record<Several, string>> = { reblog: 'Boost from several accounts', favourite: 'Favourite as several accounts', bookmark: 'Bookmark as several accounts', mute: 'Mute this conversation' };
const verbs: Readonly<Record<Several, string>> = { reblog: 'Boost from', favourite: 'Favourite as', bookmark: 'Bookmark as', mute: 'Mute as' };
const done: Readonly<Record<Several, string>> = { reblog: 'Boosted', favourite: 'Favourited', bookmark: 'Bookmarked', mute: 'Muted' };

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
/** A server may call a language anything. */
function languageInEnglish(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

export const actingText = {
  filter: 'Filter this post …',
  filterTitle: 'Filter this post',
  filterAbout: 'Your servers hide it by the filters you tick, each for its account. The post then says which one.',
  filterLoading: 'Asking for the filters',
  filterOnePhrase: 'This server has filters for words only.',
  filterUnknown: 'This account has not met the post; its server looks it up when you tick a filter.',
  filterNone: 'No filters yet.',
  filterFor: (title: string, account: string): string => `${title}, a filter of ${account}`,
  filterNew: (account: string): string => `Name of a new filter of ${account}`,
  filterNewShort: 'New filter',
  filterMake: 'Add',
  filterMade: 'the new filter',
  filterMakeFor: (account: string): string => `Add a new filter of ${account}`,
  several: 'Several accounts …',
  severalBoost: 'Several accounts, or another audience …',
  muteConversation: 'Mute the conversation …',
  muteAbout: 'No more notifications from this conversation. It can still be read.',
  title: (act: Several): string => titles[act],
  accounts: 'Accounts',
  run: (act: Several, n: number): string => (n === 0 ? `${verbs[act]} …` : `${verbs[act]} ${count(n, 'account')}`),
  done: (act: Several): string => done[act],
  takeBack: 'Take back',
  takeBackAs: (name: string): string => `Take back as ${name}`,
  looking: (server: string): string => `Looking for the post on ${server} …`,
  running: 'Working …',
  stop: 'Stop',
  stopFor: (name: string): string => `Stop looking as ${name}`,
  stopped: 'Stopped. Nothing was done.',
  notKnown: 'Its server has not seen this post yet; it is looked up there.',
  audience: 'Who sees the boost',
  audiences: { public: 'Everyone', unlisted: 'Quiet public', private: 'Followers' },
  noneTicked: 'Tick at least one account.',
  lookingToast: (server: string): string => `${server} has not seen this post. Looking for it …`,

  person: (handle: string): string => `Follow, mute or block @${handle} …`,
  personTitle: (handle: string): string => `@${handle}`,
  report: (handle: string): string => `Report @${handle} …`,
  reportTitle: (handle: string): string => `Report @${handle}`,
  reportTo: 'Report to the moderators of',
  reportWhy: 'What is wrong?',
  categories: { spam: 'Spam', legal: 'Against the law', violation: 'Breaks a rule of the server', other: 'Something else' },
  rules: 'Which rules?',
  noRules: 'This server lists no rules.',
  reportComment: 'What should the moderators know? (optional)',
  withPost: 'Attach this post',
  forward: (domain: string): string => `Also tell the moderators of ${domain}`,
  forwardHint: 'They are not told who reported.',
  reportDo: 'Send the report',
  reported: (server: string): string => `Reported to ${server}.`,
  pickRule: 'Tick the rule it breaks.',

  history: 'Edits of this post',
  openHistory: 'Show what was edited',
  historyLoading: 'Asking for earlier versions',
  first: 'As first posted',
  version: (n: number): string => `Edit ${n}`,
  now: 'Now',
  sameWords: 'The words did not change.',
  warningWas: 'Content warning',
  mediaWas: 'Descriptions of media',
  pollWas: 'Poll',
  marked: 'Media marked as sensitive',
  unmarked: 'Media no longer marked as sensitive',
  removed: 'removed',
  added: 'added',

  translate: 'Translate',
  translateOrBack: 'Translate, and back',
  translating: 'Translating',
  original: 'Show the original',
  translatedBy: (from: string | null, provider: string): string => `Translated${from === null ? '' : ` from ${languageInEnglish(from)}`}${provider === '' ? '' : ` by ${provider}`}`,
} as const;
