import { useStores, useStoreValue } from '../features/stores/index.tsx';
import { frameText } from '../text/frame.ts';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useSecond } from '../ui/use-now.ts';
import css from './link-banner.module.css';

/** Said once the way to the app itself is lost (its window runs on): what is shown stays, nothing new can come. */
export function LinkBanner() {
  const link = useStoreValue(useStores().connection, (state) => state.link);
  return (
    <div role="status" className={css.place}>
      {link.state === 'lost' && <Lost retryAt={link.retryAt} />}
    </div>
  );
}

function Lost({ retryAt }: { readonly retryAt: number }) {
  const { connection } = useStores();
  const seconds = Math.max(0, Math.ceil((retryAt - useSecond()) / 1_000));
  return (
    <p className={css.banner}>
      <Spinner size={14} />
      <span>
        {frameText.linkLost} <span aria-hidden="true">{frameText.linkRetry(seconds)}</span>
      </span>
      <Button size="s" onClick={() => connection.getState().retry()}>
        {frameText.tryNow}
      </Button>
    </p>
  );
}
