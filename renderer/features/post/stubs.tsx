import { EyeOff, Funnel } from 'lucide-react';
import type { ShieldVerdict } from '../../../electron/contract/shield-verdict.ts';
import { belongingsText } from '../../text/belongings.ts';
import { postText } from '../../text/post.ts';
import { Button } from '../../ui/button.tsx';
import { AccountChip } from '../../ui/chip.tsx';
import { cleanLine } from '../../ui/plain-text.ts';
import type { FilterVerdict } from './filter-verdict.ts';
import css from './stubs.module.css';
import { useAccounts } from './use-post.ts';

/** In place of a filtered post: which filter, of which account, and a way to look all the same. */
export function FilteredStub({ verdict, onShow }: { readonly verdict: FilterVerdict; readonly onShow: () => void }) {
  const account = useAccounts().find(({ key }) => key === verdict.account);
  return (
    <div className={css.stub}>
      <Funnel aria-hidden="true" />
      <span className={css.words}>
        {postText.filteredBy} <b>{cleanLine(verdict.title, 80)}</b>
        {account !== undefined && (
          <>
            {' '}
            on <AccountChip size="s" colour={account.colour} nickname={account.nickname} handle={account.handle} />
          </>
        )}
      </span>
      <Button look="link" size="s" onClick={onShow}>
        {postText.show}
      </Button>
    </div>
  );
}

/** In place of a post of somebody another account mutes or blocks: who, and whose doing it is. */
export function ShieldedStub({ verdict, onShow }: { readonly verdict: ShieldVerdict; readonly onShow: () => void }) {
  return (
    <div className={css.stub}>
      <ShieldReason verdict={verdict} />
      <Button look="link" size="s" onClick={onShow}>
        {postText.show}
      </Button>
    </div>
  );
}

/** "@ann@a.example: muted by" and the account that does. */
export function ShieldReason({ verdict }: { readonly verdict: ShieldVerdict }) {
  const account = useAccounts().find(({ key }) => key === verdict.account);
  return (
    <span className={css.reason}>
      <EyeOff aria-hidden="true" />
      <span className={css.words}>
        <b>{verdict.kind === 'domain' ? verdict.subject : `@${verdict.subject}`}</b>: {belongingsText.hiddenBy[verdict.kind]} {account !== undefined && <AccountChip size="s" colour={account.colour} nickname={account.nickname} handle={account.handle} />}
      </span>
    </span>
  );
}
