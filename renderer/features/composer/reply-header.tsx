import { Reply } from 'lucide-react';
import { composerText } from '../../text/composer.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { textOfHtml } from '../../ui/server-html.tsx';
import css from './reply-header.module.css';
import { useWriting } from './use-writing.ts';

/** The post that is answered, so that nobody answers the wrong one. */
export function ReplyHeader() {
  const { replyTo } = useWriting();
  if (replyTo === null) return <p className={css.gone}>{composerText.replyGone}</p>;
  const { author, spoilerText, content, language } = replyTo.status;
  return (
    <article className={css.reply} aria-label={composerText.replyWho(author.displayName || author.handle)}>
      <p className={css.who}>
        <Reply size={14} aria-hidden="true" />
        <span>{composerText.replyingTo}</span>
        <Avatar path={author.avatarStatic ?? author.avatar} name={author.displayName} size={20} />
        <b>
          <PlainName name={author.displayName} emojis={author.emojis} orElse={author.handle} />
        </b>
        <small>@{author.handle}</small>
      </p>
      <p className={css.text} lang={language ?? undefined} dir="auto">
        {spoilerText === '' ? textOfHtml(content) : cleanText(spoilerText)}
      </p>
    </article>
  );
}
