import type { SavedFile } from '../../../contract/carry-over.ts';
import type { Finding, PlanView } from '../../../contract/moving.ts';
import type { PlanStore } from './store.ts';

/** Everything about a plan as plain text: for the person's own records, and for somebody who is asked for help. */
export function toReport(view: PlanView, store: PlanStore, now: number): SavedFile {
  const time = (at: number | null): string => (at === null ? '-' : new Date(at).toISOString());
  const lines = [
    `Move from ${view.fromHandle ?? 'files'} to ${view.toHandle}`,
    `Written ${time(now)}. Begun ${time(view.createdAt)}. Moved ${time(view.movedAt)}.`,
    '',
    'Checklist',
    ...view.rows.map((row) => `${row.id}: ${row.state}${row.finding === null ? '' : ` - ${describe(row.finding)}`}${row.checkedAt === null ? '' : ` (looked at ${time(row.checkedAt)})`}`),
    ...arrivalLines(view, store),
  ];
  return { name: `moving-${view.toHandle.replace(/[^\w.-]+/g, '-')}.txt`, mimeType: 'text/plain', text: `${lines.join('\n')}\n` };
}

function describe({ code, values }: Finding): string {
  const facts = Object.entries(values).map(([name, value]) => `${name}: ${Array.isArray(value) || typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return facts.length === 0 ? code : `${code} (${facts.join(', ')})`;
}

function arrivalLines({ id, arrivals }: PlanView, store: PlanStore): readonly string[] {
  if (arrivals === null) return [];
  const last = arrivals.series.at(-1);
  const counts = last === undefined ? [] : [`${last.came} of ${arrivals.total} came; ${last.pending} wait, ${last.stillOld} still at the old account, ${last.gone} gone, ${last.unreachable} unreachable`];
  const hosts = arrivals.hosts.map(({ host, software, total, counts }) => `${host} (${software ?? 'unknown software'}): ${counts.came} of ${total} came`);
  const stayed = (['stillOld', 'cannot', 'unreachable', 'pending'] as const).flatMap((is) => store.followers(id, { class: is, host: null, after: null, limit: 20_000 }).map(({ handle }) => `${handle}: ${is}`));
  return ['', 'Followers', ...counts, '', 'By server', ...hosts, '', 'People who have not come', ...stayed];
}
