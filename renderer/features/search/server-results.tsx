import { Columns3 } from 'lucide-react';
import type { SearchKind } from '../../../electron/contract/search.ts';
import { isAsking, type Findings } from '../../stores/search-findings.ts';
import { isWorthAsking } from '../../stores/search.ts';
import { errorText } from '../../text/errors.ts';
import { peopleText } from '../../text/people.ts';
import { searchText } from '../../text/search.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { PlainName } from '../../ui/plain-name.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { accountsOf, Post, useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { Searching } from './memory-results.tsx';
import { SearchHelp } from './search-help.tsx';
import css from './server-results.module.css';
import { useTagColumn } from './use-tag-column.ts';

/** What the servers found, in one list; who has answered and who has not stands above it. */
export function ServerResults({ kind, onChange }: { readonly kind: SearchKind; readonly onChange: (text: string) => void }) {
  const { search } = useStores();
  const findings = useStoreValue(search, (state) => state.findings);
  const text = useStoreValue(search, (state) => state.text);
  if (!isWorthAsking(text)) return <SearchHelp isOpen={false} onPick={onChange} />;
  if (findings?.kind !== kind) return <Searching />;
  const count = findings[kind].length;
  return (
    <>
      <AskedAccounts findings={findings} onRetry={() => void search.getState().ask(findings.text, kind)} />
      {kind === 'people' && <People findings={findings} />}
      {kind === 'posts' && <Posts findings={findings} />}
      {kind === 'tags' && <Tags findings={findings} onChange={onChange} />}
      {count === 0 && (isAsking(findings) ? <Searching /> : <p className={css.nothing}>{searchText.nothingFound(findings.text)}</p>)}
    </>
  );
}

function AskedAccounts({ findings, onRetry }: { readonly findings: Findings; readonly onRetry: () => void }) {
  const accounts = useAccounts();
  const failed = findings.asked.filter((each) => each.state === 'failed');
  const nameOf = (key: string): string => cleanLine(accounts.find((account) => account.key === key)?.nickname ?? key);
  return (
    <div className={css.asked}>
      <ul className={css.accounts} aria-live="polite">
        {findings.asked.map((each) => (
          <li key={each.account} className={css.account} data-state={each.state}>
            {each.state === 'asking' ? <Spinner size={12} /> : <StateIcon state={each.state === 'failed' ? 'blocked' : 'done'} size={12} />}
            {each.state === 'asking' && searchText.asking(nameOf(each.account))}
            {each.state === 'answered' && searchText.answered(nameOf(each.account), each.count)}
            {each.state === 'failed' && searchText.failed(nameOf(each.account), errorText(each.error))}
          </li>
        ))}
      </ul>
      {failed.length > 0 && !isAsking(findings) && (
        <Button size="s" onClick={onRetry}>
          {peopleText.tryAgain}
        </Button>
      )}
    </div>
  );
}

function Chips({ keys }: { readonly keys: Findings['posts'][number]['accounts'] }) {
  const accounts = accountsOf(useAccounts(), keys);
  return (
    <span className={css.chips} role="img" aria-label={searchText.foundBy(accounts.map(({ nickname }) => cleanLine(nickname)))}>
      {accounts.map(({ key, colour, nickname, handle }) => (
        <AccountChip key={key} colour={colour} nickname={cleanLine(nickname)} handle={handle} size="s" />
      ))}
    </span>
  );
}

function People({ findings }: { readonly findings: Findings }) {
  const { navigation } = useStores();
  return (
    <ul>
      {findings.people.map(({ key, accounts, found: { person, about, followers } }) => (
        <li key={key} className={css.line}>
          <button type="button" className={css.person} data-result="" data-person={person.handle} onClick={() => navigation.getState().open({ kind: 'person', handle: person.handle, account: accounts[0] ?? null })}>
            <Avatar path={person.avatarStatic ?? person.avatar} name={person.displayName || person.handle} size={40} />
            <span className={css.words}>
              <b>
                <PlainName name={person.displayName} emojis={person.emojis} orElse={person.handle} />
              </b>
              <bdi className={css.handle}>@{cleanLine(person.handle)}</bdi>
              {about !== '' && <span className={css.about}>{cleanLine(about)}</span>}
              {followers !== null && <span className={css.hint}>{searchText.followers(followers)}</span>}
            </span>
            <Chips keys={accounts} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Posts({ findings }: { readonly findings: Findings }) {
  return findings.posts.map(({ key, found, accounts }) => (
    <div key={key} className={css.line}>
      <Post view={found} reached={accounts} />
    </div>
  ));
}

function Tags({ findings, onChange }: { readonly findings: Findings; readonly onChange: (text: string) => void }) {
  const { search } = useStores();
  const addColumn = useTagColumn();
  const showPosts = (name: string): void => {
    search.getState().setTab('posts');
    onChange(`#${name}`);
  };
  return (
    <ul>
      {findings.tags.map(({ key, accounts, found: { name, uses } }) => (
        <li key={key} className={`${css.line} ${css.tag}`}>
          <button type="button" className={css.tagName} data-result="" data-tip={searchText.tagPosts(cleanLine(name))} onClick={() => showPosts(name)}>
            <b>#{cleanLine(name)}</b>
            {uses !== null && uses > 0 && <span className={css.hint}>{searchText.tagUses(uses)}</span>}
          </button>
          <Chips keys={accounts} />
          <IconButton label={searchText.tagColumn(cleanLine(name))} onClick={() => addColumn(name)}>
            <Columns3 />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
