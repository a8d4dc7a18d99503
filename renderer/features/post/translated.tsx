import { Languages } from 'lucide-react';
import type { Status } from '../../../electron/contract/statuses.ts';
import type { TranslationState } from '../../stores/statuses.ts';
import { actingText } from '../../text/acting.ts';
import { errorText } from '../../text/errors.ts';
import { Button } from '../../ui/button.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useStores } from '../stores/index.tsx';
import css from './translated.module.css';

/** Below a post that is shown in another language, or about to be: by whom, and the way back. */
export function TranslationNote({ status, translation }: { readonly status: Status; readonly translation: TranslationState }) {
  const { statuses } = useStores();
  const back = (): void => statuses.getState().showOriginal(status.uri);
  return (
    <p className={css.note} role={translation.state === 'failed' ? 'alert' : 'status'}>
      {translation.state === 'loading' ? <Spinner size={12} /> : <Languages aria-hidden="true" />}
      <span>{wordsOf(translation)}</span>
      {translation.state !== 'loading' && (
        <Button look="link" size="s" onClick={back}>
          {actingText.original}
        </Button>
      )}
    </p>
  );
}

function wordsOf(translation: TranslationState): string {
  if (translation.state === 'loading') return actingText.translating;
  if (translation.state === 'failed') return errorText(translation.error);
  const { from, provider } = translation.translated;
  return actingText.translatedBy(from, cleanLine(provider, 60));
}

/** The post as it reads in the other language. */
export function inTranslation(status: Status, translation: TranslationState | undefined): Status {
  if (translation?.state !== 'ready') return status;
  const { content, spoilerText, descriptions, pollOptions } = translation.translated;
  return {
    ...status,
    content,
    spoilerText: status.spoilerText === '' ? '' : spoilerText || status.spoilerText,
    language: null,
    media: status.media.map((media, index) => ({ ...media, description: descriptions[index] ?? media.description })),
    poll: status.poll === null ? null : { ...status.poll, options: status.poll.options.map((option, index) => ({ ...option, title: pollOptions[index] ?? option.title })) },
  };
}
