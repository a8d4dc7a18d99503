import { Link, Quote, X } from 'lucide-react';
import { quoteFate, withQuoteAsLink } from '../../stores/compose-body.ts';
import { composerText } from '../../text/composer.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { textOfHtml } from '../../ui/server-html.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useStores } from '../stores/index.tsx';
import notes from './part-notes.module.css';
import css from './reply-header.module.css';
import { useQuoted, useTargets, useWriting, type Target } from './use-writing.ts';

/** The post that is quoted, and what each account's server makes of that. */
export function QuoteHeader() {
  const { body } = useWriting();
  const { compose } = useStores();
  const targets = useTargets();
  const quoted = useQuoted();
  if (body.quote === null) return null;
  const author = quoted?.status.author;
  return (
    <>
      <article className={css.reply} aria-label={composerText.quoting}>
        <p className={css.who}>
          <Quote size={14} aria-hidden="true" />
          <span>{composerText.quoting}</span>
          {author !== undefined && (
            <>
              <Avatar path={author.avatarStatic ?? author.avatar} name={author.displayName} size={20} />
              <b>
                <PlainName name={author.displayName} emojis={author.emojis} orElse={author.handle} />
              </b>
              <small>@{author.handle}</small>
            </>
          )}
          <IconButton size="s" className={css.remove ?? ''} label={composerText.removeQuote} onClick={() => compose.getState().change((before) => ({ ...before, quote: null }))}>
            <X />
          </IconButton>
        </p>
        {quoted !== null && (
          <p className={css.text} lang={quoted.status.language ?? undefined} dir="auto">
            {quoted.status.spoilerText === '' ? textOfHtml(quoted.status.content) : cleanText(quoted.status.spoilerText)}
          </p>
        )}
      </article>
      {targets.map((target) => (
        <QuoteNote key={target.key} target={target} />
      ))}
    </>
  );
}

function QuoteNote({ target }: { readonly target: Target }) {
  const { body, problems } = useWriting();
  const { compose } = useStores();
  const quoted = useQuoted();
  const sendsLink = body.targets.some(({ account, overrides }) => account === target.key && overrides.quoteAsLink === true);
  const cannot = problems.some(({ account, problem }) => account === target.key && problem.problem === 'noQuotes');
  const fate = quoteFate(body, target.key, quoted);
  const setLink = (isLink: boolean): void => compose.getState().change((before) => withQuoteAsLink(before, target.key, isLink));
  const words = sendsLink ? composerText.quoteIsLink(target.nickname) : cannot ? composerText.cannotQuote(target.nickname) : fate === 'denied' ? composerText.mayNotQuote(target.nickname) : fate === 'manual' ? composerText.quoteWaits(target.nickname) : null;
  if (words === null) return null;
  return (
    <div className={notes.note} data-colour={target.account?.colour ?? 0}>
      {sendsLink ? <Link size={16} aria-hidden="true" /> : <StateIcon state={fate === 'manual' ? 'waiting' : 'needs'} />}
      <span className={notes.words}>{words}</span>
      {(sendsLink || cannot || fate === 'denied') && (
        <Button size="s" look={sendsLink ? 'quiet' : 'plain'} aria-label={`${sendsLink ? composerText.quoteProper : composerText.linkInstead}: ${target.nickname}`} onClick={() => setLink(!sendsLink)}>
          {sendsLink ? composerText.quoteProper : composerText.linkInstead}
        </Button>
      )}
    </div>
  );
}
