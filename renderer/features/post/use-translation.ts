import type { StatusView } from '../../../electron/contract/statuses.ts';
import type { StatusUri } from '../../../electron/contract/index.ts';
import type { StatusesStore } from '../../stores/statuses.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';

/** The language the person reads in, as their system says: ISO 639-1. */
export function readingLanguage(): string {
  return (navigator.languages[0] ?? 'en').split('-')[0]?.toLowerCase() ?? 'en';
}

/** Whether one of the servers that know it could translate this post into something the person reads. */
export function useTranslates(view: StatusView): boolean {
  const translators = useStoreValue(useStores().statuses, (state) => state.translators);
  const { visibility, language } = view.status;
  if (visibility !== 'public' && visibility !== 'unlisted') return false;
  const read = new Set(navigator.languages.map((each) => each.split('-')[0]?.toLowerCase()));
  if (language !== null && read.has(language.split('-')[0]?.toLowerCase())) return false;
  return translators !== null && view.marks.some(({ account }) => translators.includes(account));
}

/** To the language the person reads, or back. Where no server of theirs translates, that is what the post says. */
export function toggleTranslation(statuses: StatusesStore, uri: StatusUri): Promise<void> {
  const state = statuses.getState();
  if (!state.translations.has(uri)) return state.translate(uri, readingLanguage());
  state.showOriginal(uri);
  return Promise.resolve();
}
