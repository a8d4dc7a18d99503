/**
 * Starting points for someone without an instance in mind: long-standing, different in size, subject and language.
 * Order says nothing. Nothing is fetched to show them; whether one takes newcomers today is asked when it is chosen.
 */
export const suggestions: readonly { readonly host: string; readonly about: string }[] = [
  { host: 'mastodon.social', about: 'The largest one, run by the makers of Mastodon. General.' },
  { host: 'mastodon.online', about: 'A second one by the makers of Mastodon. General.' },
  { host: 'mstdn.social', about: 'Large and general, many languages.' },
  { host: 'fosstodon.org', about: 'Free and open source software. English only.' },
  { host: 'hachyderm.io', about: 'People who work in technology.' },
  { host: 'infosec.exchange', about: 'Information security and its neighbours.' },
  { host: 'chaos.social', about: 'Hackers and makers around the Chaos Computer Club. German and English.' },
  { host: 'troet.cafe', about: 'General. German.' },
  { host: 'piaille.fr', about: 'General. French.' },
  { host: 'mastodon.art', about: 'Artists and people who like art.' },
];
