import { Anchor } from 'lucide-react';
import { useState, type CSSProperties } from 'react';
import type { ArrivalHost, Arrivals, FollowerClass, PlanView } from '../../../electron/contract/moving.ts';
import { movingText } from '../../text/moving.ts';
import { compact } from '../../text/time.ts';
import { Button } from '../../ui/button.tsx';
import { useMinute } from '../../ui/use-now.ts';
import { useStores, useStoreValue } from '../stores/index.tsx';
import { ArrivalsChart } from './arrivals-chart.tsx';
import { FollowersDialog } from './followers-dialog.tsx';
import css from './panes.module.css';
import { followersOf } from './plan-facts.ts';

/** Servers named one by one; the others are one row. */
const mostHosts = 6;

type Asked = { readonly class: FollowerClass | null; readonly host: string | null };

export function ArrivalsPane({ plan }: { readonly plan: PlanView }) {
  const { accounts } = useStores();
  const fromKey = plan.from.kind === 'files' ? null : plan.from.account;
  const from = useStoreValue(accounts, (state) => state.accounts.find(({ key }) => key === fromKey)?.colour ?? 0);
  const to = useStoreValue(accounts, (state) => state.accounts.find(({ key }) => key === plan.to)?.colour ?? 0);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { arrivals } = plan;
  const last = arrivals?.series.at(-1);
  const counted = arrivals !== null && last !== undefined;
  const colour = (number: number): string => (number === 0 ? 'var(--fg-muted)' : `var(--acct-${number})`);
  return (
    // Scrolls by the keys where nothing inside takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={css.pane} aria-label={movingText.arriving} tabIndex={0} style={{ '--from': colour(from), '--to': colour(to) } as CSSProperties}>
      <header className={css.head}>
        <h3>{movingText.arriving}</h3>
        <span className={css.grow} />
        {counted && <span className={css.faint}>{movingText.counted(last.at)}</span>}
      </header>
      {counted ? (
        <>
          <ArrivalsChart arrivals={arrivals} />
          <Legend arrivals={arrivals} />
          <Hosts arrivals={arrivals} onAsk={setAsked} />
        </>
      ) : (
        plan.from.kind === 'account' && (
          <div className={css.box}>
            <p className={css.title}>{movingText.beforeMoveTitle(followersOf(plan))}</p>
            <p className={css.detail}>{movingText.beforeMove}</p>
          </div>
        )
      )}
      <div className={css.never}>
        <Anchor aria-hidden="true" />
        <div>
          <p className={css.title}>{movingText.never}</p>
          <p className={css.detail}>{plan.from.kind === 'account' ? movingText.neverBody((last?.stillOld ?? 0) + (last?.unreachable ?? 0)) : movingText.neverBodyFiles}</p>
        </div>
      </div>
      {asked !== null && <FollowersDialog plan={plan} start={asked.class} host={asked.host} onClose={() => setAsked(null)} />}
    </section>
  );
}

function Legend({ arrivals }: { readonly arrivals: Arrivals }) {
  const last = arrivals.series.at(-1);
  if (last === undefined) return null;
  const rows = [['came', css.kCame], ['pending', css.kPending], ['stillOld', css.kStill], ['unreachable', css.kAway]] as const;
  return (
    <dl className={css.legend}>
      {rows.map(([kind, key]) => (
        <div key={kind}>
          <dt data-tip={movingText.classHint(kind)}>
            <i className={`${css.key} ${key}`} aria-hidden="true" />
            {movingText.className(kind)}
          </dt>
          <dd>{compact(last[kind])}</dd>
        </div>
      ))}
      {last.gone > 0 && (
        <div>
          <dt data-tip={movingText.classHint('gone')}>{movingText.className('gone')}</dt>
          <dd>{compact(last.gone)}</dd>
        </div>
      )}
    </dl>
  );
}

function Hosts({ arrivals, onAsk }: { readonly arrivals: Arrivals; readonly onAsk: (asked: Asked) => void }) {
  const sorted = arrivals.hosts.toSorted((one, other) => other.total - one.total);
  const named = sorted.length <= mostHosts + 1 ? sorted : sorted.slice(0, mostHosts);
  const others = sorted.slice(named.length);
  return (
    <table className={css.hosts}>
      <tbody>
        {named.map((host) => (
          <HostRow key={host.host} host={host} onWho={() => onAsk({ class: null, host: host.host })} />
        ))}
        <tr>
          <th scope="row">{others.length === 0 ? movingText.everybody : movingText.moreServers(others.length)}</th>
          <td className={css.hostBar}>{others.length > 0 && <HostBar counts={summed(others)} total={others.reduce((sum, { total }) => sum + total, 0)} />}</td>
          <td className={css.counts}>
            {others.length > 0 && (
              <>
                {compact(summed(others).came)}
                <span> / {compact(others.reduce((sum, { total }) => sum + total, 0))}</span>
              </>
            )}
          </td>
          <td className={css.hostNote}>
            <Button look="link" size="s" aria-label={`${movingText.showAll}: ${movingText.followersTitle}`} onClick={() => onAsk({ class: null, host: null })}>
              {movingText.showAll}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function summed(hosts: readonly ArrivalHost[]): ArrivalHost['counts'] {
  const sum = (kind: FollowerClass): number => hosts.reduce((total, { counts }) => total + counts[kind], 0);
  return { came: sum('came'), pending: sum('pending'), stillOld: sum('stillOld'), gone: sum('gone'), cannot: sum('cannot'), unreachable: sum('unreachable') };
}

function HostRow({ host, onWho }: { readonly host: ArrivalHost; readonly onWho: () => void }) {
  const now = useMinute();
  const { counts, total } = host;
  const left = total - counts.came - counts.gone;
  const note = movingText.hostNote(left, counts, host.silentSince !== null);
  return (
    <tr>
      <th scope="row">
        {host.host}
        <small>{host.silentSince === null ? (host.software ?? '') : movingText.silent(host.silentSince, now)}</small>
      </th>
      <td className={css.hostBar}>
        <HostBar counts={counts} total={total} />
      </td>
      <td className={css.counts}>
        {compact(counts.came)}
        <span> / {compact(total)}</span>
      </td>
      <td className={css.hostNote}>
        {left === 0 ? (
          note
        ) : (
          <Button look="link" size="s" aria-label={`${note}: ${movingText.whoOf(host.host)}`} onClick={onWho}>
            {note}
          </Button>
        )}
      </td>
    </tr>
  );
}

function HostBar({ counts, total }: { readonly counts: ArrivalHost['counts']; readonly total: number }) {
  const share = (n: number): string => `${total === 0 ? 0 : (100 * n) / total}%`;
  return (
    <span className={css.bar} aria-hidden="true">
      <i className={css.kCame} style={{ width: share(counts.came) }} />
      <i className={css.kPending} style={{ width: share(counts.pending) }} />
      <i className={css.kStill} style={{ width: share(counts.stillOld) }} />
      <i className={css.kAway} style={{ width: share(counts.unreachable + counts.cannot) }} />
    </span>
  );
}
