import type { AccountKey } from '../../../electron/contract/index.ts';
import type { Quote, Status } from '../../../electron/contract/statuses.ts';
import { postText } from '../../text/post.ts';
import { count } from '../../text/time.ts';
import { ServerHtml } from '../../ui/server-html.tsx';
import { cleanText } from '../../ui/plain-text.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { PostHead } from './post-head.tsx';
import css from './quoted-post.module.css';
import { ShieldedStub } from './stubs.tsx';
import { useLinkHandler } from './use-link-handler.ts';
import { usePostActions } from './use-post.ts';
import { useShieldVerdict } from './use-shield-verdict.ts';

/** A post inside a post: one level deep, or the reason it is not shown. `reached`: the accounts that brought the outer one. */
export function QuotedPost({ quote, reached }: { readonly quote: Quote; readonly reached: readonly AccountKey[] }) {
  const { status, state } = quote;
  if (state !== 'shown' || status === null) return <p className={css.absent}>{postText.quote[state]}</p>;
  return <Quoted status={status} reached={reached} />;
}

function Quoted({ status, reached }: { readonly status: Status; readonly reached: readonly AccountKey[] }) {
  const { reveals } = useStores();
  const handleLink = useLinkHandler();
  const actions = usePostActions();
  const shielded = useShieldVerdict({ status }, reached, null);
  const isRevealed = useStoreValue(reveals, (state) => state.filter.has(status.uri));
  if (shielded !== null && !isRevealed) {
    return (
      <div className={css.covered}>
        <ShieldedStub verdict={shielded} onShow={() => reveals.getState().toggle('filter', status.uri)} />
      </div>
    );
  }
  const open = (): void => actions.open({ uri: status.uri, reached: [] });
  return (
    <blockquote className={css.quoted}>
      <PostHead status={status} chips={[]} avatarSize={18} />
      <div className={css.text} lang={status.language ?? undefined} dir="auto">
        {status.spoilerText === '' ? <ServerHtml html={status.content} emojis={status.emojis} mentions={status.mentions} tags={status.tags} onLink={handleLink} /> : cleanText(status.spoilerText, 500)}
      </div>
      {status.media.length > 0 && <p className={css.more}>{count(status.media.length, 'attachment')}</p>}
      <button type="button" className={css.open} aria-label={postText.openThread} onClick={open} />
    </blockquote>
  );
}
