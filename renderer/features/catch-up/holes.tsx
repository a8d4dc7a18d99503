import { mostDigestPosts } from '../../../electron/contract/limits.ts';
import type { Digest, DigestHole } from '../../../electron/contract/catch-up.ts';
import { catchUpText } from '../../text/catch-up.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { useAccounts } from '../post/index.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import type { Sources } from './catch-up.tsx';
import css from './catch-up.module.css';
import { nameOf } from './sources.ts';

const mostNamed = 4;

/** What of the period is not here, by name, and the way to get it. */
export function Holes({ digest, sources }: { readonly digest: Digest; readonly sources: Sources }) {
  const { catchUp } = useStores();
  const isFilling = useStoreValue(catchUp, (state) => state.isFilling);
  const isAll = useStoreValue(catchUp, (state) => state.isAll);
  const notLive = useNotLive(sources);
  const words = [...notLive, ...(digest.isCut ? [catchUpText.cut(mostDigestPosts, digest.from, digest.until)] : []), ...digest.holes.map((hole) => wordsOf(hole, sources, digest.until, isAll))];
  if (words.length === 0) return null;
  const canFill = digest.holes.some((hole) => (hole.kind === 'gap' ? hole.gap !== null : !isAll || hole.at === null));
  return (
    <div className={css.holes}>
      <ul>
        {words.slice(0, mostNamed).map((line) => (
          <li key={line}>
            <StateIcon state="needs" size={13} /> <bdi>{line}</bdi>
          </li>
        ))}
      </ul>
      {words.length > mostNamed && <p>{catchUpText.moreHoles(words.length - mostNamed)}</p>}
      {isFilling ? (
        <p role="status">
          <Spinner size={13} /> {catchUpText.filling}
        </p>
      ) : (
        canFill && (
          <Button size="s" onClick={() => void catchUp.getState().fill()}>
            {catchUpText.fill}
          </Button>
        )
      )}
    </div>
  );
}

function wordsOf(hole: DigestHole, { all }: Sources, until: number, isAll: boolean): string {
  const list = nameOf(all, hole.feed, hole.account);
  if (hole.kind === 'gap') return catchUpText.gap(list, hole.newerAt, hole.olderAt, until);
  if (hole.at === null) return catchUpText.nothingStored(list);
  return isAll ? catchUpText.isFirst(list, hole.at, until) : catchUpText.begins(list, hole.at, until);
}

/** An account that hears nothing now has no gap yet: that comes to light when it is back. */
function useNotLive({ chosen }: Sources): readonly string[] {
  const accounts = useAccounts();
  const isChosen = (key: string): boolean => chosen.some(({ group }) => group.accounts === 'all' || group.accounts.some((each) => each === key));
  return accounts.filter(({ key, health: { state } }) => isChosen(key) && (state === 'offline' || state === 'signedOut' || state === 'reconnecting')).map(({ nickname }) => catchUpText.notLive(nickname));
}
