import { Copy, ExternalLink } from 'lucide-react';
import { useId, useRef, useState, type SyntheticEvent } from 'react';
import type { PlanView } from '../../../electron/contract/moving.ts';
import { busyKey } from '../../stores/moving.ts';
import { errorText } from '../../text/errors.ts';
import { isFinding, movingText, rowWords } from '../../text/moving.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './dialogs.module.css';
import { followersOf, isSameHandle } from './plan-facts.ts';
import { useTold } from './use-told.ts';

export interface MoveDialogProps {
  readonly plan: PlanView;
  readonly onClose: () => void;
}

/** The one step that cannot be taken back: said plainly, confirmed by typing where everybody goes. */
export function MoveDialog({ plan, onClose }: MoveDialogProps) {
  const moveRow = plan.rows.find(({ id }) => id === 'move');
  const sent = plan.movedAt !== null || isFinding(moveRow?.finding ?? null, 'move.waiting') || isFinding(moveRow?.finding ?? null, 'move.sent');
  return sent ? <Watch plan={plan} onClose={onClose} /> : <Confirm plan={plan} onClose={onClose} />;
}

function Confirm({ plan, onClose }: MoveDialogProps) {
  const { moving } = useStores();
  const busy = useStoreValue(moving, (state) => state.busy.has(busyKey(plan.id, 'move')));
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const id = useId();
  // Read from the field at the moment of sending, and emptied then: it never is in any state of the page.
  const password = useRef<HTMLInputElement>(null);
  const isRight = isSameHandle(typed, plan.toHandle);
  const followers = followersOf(plan);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!isRight || busy) return;
    const secret = plan.passwordOf === null ? null : (password.current?.value ?? '');
    if (password.current !== null) password.current.value = '';
    setError(null);
    const failed = await moving.getState().move(plan.id, typed.trim().replace(/^@/, ''), secret);
    if (failed !== null) setError(errorText(failed));
  };
  return (
    <Dialog
      title={movingText.moveTitle(followers)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{movingText.cancel}</Button>
          <Button look={plan.way === 'page' ? 'ink' : 'danger'} held={!isRight || busy} type="submit" form={id}>
            {plan.way === 'page' && <ExternalLink aria-hidden="true" />}
            {busy ? movingText.moving : plan.way === 'page' ? movingText.openPageNow : movingText.moveNow}
          </Button>
        </>
      }
    >
      <p className={css.lead}>{movingText.moveBody(plan.fromHandle ?? '', plan.toHandle)}</p>
      <ul className={css.warn}>
        {movingText.moveAfter.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {plan.way === 'page' && <p className={css.lead}>{movingText.pageLead}</p>}
      <form id={id} className={css.form} autoComplete="off" onSubmit={(event) => void submit(event)}>
        <TextField
          label={movingText.typeHandle}
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint={typed === '' || isRight ? movingText.typeHandleHint(plan.toHandle) : movingText.wrongHandle}
          onChange={(event) => setTyped(event.target.value)}
        />
        {plan.passwordOf !== null && <TextField ref={password} label={movingText.password(plan.passwordOf)} type="password" autoComplete="off" hint={movingText.passwordHint} required />}
      </form>
      {error !== null && (
        <p className={css.lead} role="alert">
          <StateIcon state="blocked" /> {error}
        </p>
      )}
    </Dialog>
  );
}

/** What to do on the server's page, and what is seen of it here. */
function Watch({ plan, onClose }: MoveDialogProps) {
  const now = useMinute();
  const rows = plan.rows.filter(({ id, finding }) => (id === 'move' || id === 'carriedOut') && finding !== null);
  const carriedOut = rows.find(({ id }) => id === 'carriedOut');
  const came = plan.arrivals?.series.at(-1)?.came ?? 0;
  // The first follower who came proves it sooner than the next look at the old account.
  const isDone = isFinding(carriedOut?.finding ?? null, 'carriedOut.yes') || (plan.movedAt !== null && came > 0);
  const row = carriedOut ?? rows[0];
  const words = row === undefined ? null : rowWords(row, now);
  return (
    <Dialog title={movingText.moveTitle(followersOf(plan))} onClose={onClose} footer={<Button look="ink" onClick={onClose}>{movingText.close}</Button>}>
      {plan.way === 'page' && plan.movedAt === null && <PageSteps plan={plan} />}
      <div className={css.live} data-done={isDone || undefined} role="status">
        <StateIcon state={isDone ? 'done' : row?.state === 'blocked' || row?.state === 'needsYou' ? 'needs' : 'running'} size={18} />
        <div>
          <p>{isDone ? movingText.watchDone : (words?.title ?? '')}</p>
          <p className={css.sub}>{isDone && plan.arrivals !== null ? movingText.cameSoFar(came, plan.arrivals.total) : words?.detail}</p>
        </div>
      </div>
    </Dialog>
  );
}

function PageSteps({ plan }: { readonly plan: PlanView }) {
  const { moving, toasts } = useStores();
  const told = useTold();
  const again = async (): Promise<void> => {
    const answer = await moving.getState().act(plan.id, 'move', 'openMovePage');
    toasts.getState().show(answer.ok ? { text: movingText.opened(plan.toHandle) } : { text: errorText(answer.error), tone: 'blocked' });
  };
  const mayOpen = plan.rows.some(({ id, actions }) => id === 'move' && actions.includes('openMovePage'));
  return (
    <>
      <ol className={css.steps} aria-label={movingText.pageSteps}>
        <li>
          {movingText.pageHandle}
          <div className={css.copyLine}>
            <code>{plan.toHandle}</code>
            <Button size="s" aria-label={movingText.copyHandle} onClick={() => void told.copy(plan.toHandle)}>
              <Copy aria-hidden="true" />
              {movingText.copy}
            </Button>
          </div>
        </li>
        <li>{movingText.pagePassword}</li>
        <li>{movingText.pagePress}</li>
      </ol>
      {mayOpen && (
        <div className={css.tools}>
          <Button size="s" onClick={() => void again()}>
            <ExternalLink aria-hidden="true" />
            {movingText.openPageNow}
          </Button>
        </div>
      )}
    </>
  );
}
