import { UserCheck } from 'lucide-react';
import { useEffect } from 'react';
import type { AccountKey } from '../../../electron/contract/index.ts';
import type { InboxRequest } from '../../../electron/contract/notifications.ts';
import { errorText } from '../../text/errors.ts';
import { inboxText } from '../../text/notifications.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { accountsOf, Chips, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { QuotedLine } from './quoted-line.tsx';
import css from './request-list.module.css';

/** Who waits for an answer: asked from the servers when the tab opens; the store asks again when their number changes. */
export function RequestList({ scope }: { readonly scope: 'all' | AccountKey }) {
  const { notifications } = useStores();
  const { requests, failed, state } = useStoreValue(notifications, (value) => value.requests);
  const accounts = useAccounts();
  useEffect(() => void notifications.getState().loadRequests(), [notifications]);
  const shown = scope === 'all' ? requests : requests.filter(({ account }) => account === scope);
  const isWaiting = state !== 'ready' && shown.length === 0;
  return (
    <>
      {accountsOf(accounts, failed.map(({ account }) => account)).map(({ key, nickname }) => (
        <p key={key} className={css.failed} role="status">
          {inboxText.accountFailed(nickname)}
          <Button size="s" onClick={() => void notifications.getState().loadRequests()}>
            {inboxText.tryAgain}
          </Button>
        </p>
      ))}
      {shown.length > 0 && (
        <ul aria-label={inboxText.requests}>
          {shown.map((request) => (
            <li key={`${request.kind} ${request.account} ${request.id}`}>
              <RequestRow request={request} />
            </li>
          ))}
        </ul>
      )}
      {isWaiting && (
        <p className={css.waiting} role="status">
          <Spinner size={14} /> {inboxText.loading}
        </p>
      )}
      {shown.length === 0 && !isWaiting && (
        <div className={css.empty}>
          <UserCheck aria-hidden="true" />
          <p>{inboxText.noRequests}</p>
        </div>
      )}
    </>
  );
}

function RequestRow({ request }: { readonly request: InboxRequest }) {
  const { notifications, toasts } = useStores();
  const accounts = accountsOf(useAccounts(), [request.account]);
  const { person } = request;
  const nickname = accounts[0]?.nickname ?? '';
  const who = cleanLine(person.displayName, 80) || person.handle;
  const answer = async (accept: boolean): Promise<void> => {
    const error = await notifications.getState().answer(request, accept);
    if (error !== null) toasts.getState().show({ text: inboxText.failed(errorText(error)), tone: 'blocked' });
  };
  const words =
    request.kind === 'follow'
      ? { yes: inboxText.accept, no: inboxText.reject, yesLabel: inboxText.acceptAs(who, nickname), noLabel: inboxText.rejectAs(who, nickname) }
      : { yes: inboxText.letThrough, no: inboxText.dismiss, yesLabel: inboxText.letThroughAs(who, nickname), noLabel: inboxText.dismissAs(who, nickname) };
  return (
    // A stop for `j` and `k`, as every row of the inbox.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <article className={css.row} data-inbox-row="" tabIndex={0} aria-label={`${who}, @${person.handle}`}>
      <Avatar path={person.avatarStatic ?? person.avatar} name={who} size={36} />
      <div className={css.body}>
        <p className={css.line}>
          <b>
            <PlainName name={person.displayName} emojis={person.emojis} orElse={person.handle} />
          </b>{' '}
          {request.kind === 'follow' ? inboxText.wantsToFollow : null}
        </p>
        <p className={css.handle}>
          <bdi>@{cleanLine(person.handle)}</bdi>
          {request.kind === 'filtered' && ` · ${inboxText.heldBack(request.count)}`}
        </p>
        {request.kind === 'filtered' && request.view !== null && <QuotedLine view={request.view} reached={[request.account]} isSpoken={false} />}
        <div className={css.actions}>
          <Button size="s" aria-label={words.yesLabel} onClick={() => void answer(true)}>
            {words.yes}
          </Button>
          <Button size="s" look="quiet" aria-label={words.noLabel} onClick={() => void answer(false)}>
            {words.no}
          </Button>
          <span className={css.for}>
            <Chips accounts={accounts} />
          </span>
        </div>
      </div>
    </article>
  );
}
