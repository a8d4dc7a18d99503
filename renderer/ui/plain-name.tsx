import { createContext, use, type ReactNode } from 'react';
import type { CustomEmoji } from '../../electron/contract/statuses.ts';
import { useMediaUrl } from './media-base.tsx';
import css from './plain-name.module.css';
import { cleanLine, cleanText, splitEmojis } from './plain-text.ts';

/** Whether moving pictures may move by themselves (a setting, and never with reduced motion). */
export const AutoplayContext = createContext(false);

/** A custom emoji as part of a text. Its shortcode is its name. */
export function EmojiImage({ emoji }: { readonly emoji: CustomEmoji }) {
  const mediaUrl = useMediaUrl();
  const autoplay = use(AutoplayContext);
  return <img className={css.emoji} src={mediaUrl(autoplay ? emoji.url : emoji.staticUrl)} alt={`:${emoji.shortcode}:`} title={`:${emoji.shortcode}:`} loading="lazy" decoding="async" draggable={false} />;
}

export function withEmojis(text: string, emojis: readonly CustomEmoji[]): ReactNode {
  const parts = splitEmojis(text, emojis);
  if (parts.length === 1 && parts[0]?.kind === 'text') return text;
  // Parts of one immutable text: their order is their identity.
  // oxlint-disable-next-line react/no-array-index-key
  return parts.map((part, index) => (part.kind === 'text' ? part.text : <EmojiImage key={index} emoji={part.emoji} />));
}

/** A display name: plain text, its direction kept from turning its neighbours around. Falls back to what `orElse` says. */
export function PlainName({ name, emojis, orElse }: { readonly name: string; readonly emojis: readonly CustomEmoji[]; readonly orElse: string }) {
  const clean = cleanLine(name);
  return <bdi>{withEmojis(clean === '' ? orElse : clean, emojis)}</bdi>;
}

/** Plain text of several lines from a server, its pictures in it. */
export function PlainText({ text, emojis }: { readonly text: string; readonly emojis: readonly CustomEmoji[] }) {
  return <>{withEmojis(cleanText(text), emojis)}</>;
}
