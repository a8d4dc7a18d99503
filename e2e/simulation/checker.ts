import type { AccountKey } from '../../electron/contract/ids.ts';
import { comparePlaces } from '../../electron/core/timelines/index.ts';
import type { Client } from './client.ts';
import { checkEntries, checkInbox } from './inbox-checker.ts';
import type { HomeLine, ModelAccount } from './model-server.ts';

export interface Finding {
  readonly rule: string;
  readonly detail: string;
}

interface Shown {
  readonly lines: ReadonlyMap<string, number>;
  readonly gaps: readonly { readonly newerAt: number; readonly olderAt: number | null; readonly state: string }[];
}

function shownOf(client: Client, key: AccountKey, ids: readonly string[]): Shown {
  const { timelines } = client.stores;
  const lines = timelines.known(key, ids as Parameters<typeof timelines.known>[1]);
  return { lines, gaps: timelines.gaps(key) };
}

/**
 * Lines the server has in what is loaded, that are neither stored nor under a visible hole. A line below the oldest
 * stored one is not loaded yet, which the reader sees too. Lines in `settled` are not looked for; it takes up those that
 * are where they should be.
 */
export function missingLines(client: Client, account: ModelAccount, wanted: (line: HomeLine) => boolean, settled = new Set<HomeLine>()): readonly HomeLine[] {
  const { home } = account;
  const suspects = new Set(home.filter((line) => !settled.has(line) && wanted(line)));
  if (suspects.size === 0) return [];
  const shown = shownOf(client, account.key, home.map((line) => line.id));
  let above = Number.POSITIVE_INFINITY;
  const missing: HomeLine[] = [];
  for (const [index, line] of home.entries()) {
    const at = shown.lines.get(line.id);
    if (at !== undefined) above = at;
    if (!suspects.has(line)) continue;
    const below = at === undefined ? firstKnownBelow(home, index, shown.lines) : null;
    if (below === null || isUnderGap(shown.gaps, above, below)) settled.add(line);
    else missing.push(line);
  }
  return missing;
}

/** Between the known neighbours of a missing line lies part of a hole. */
function isUnderGap(gaps: Shown['gaps'], above: number, below: number): boolean {
  return gaps.some((gap) => Math.max(gap.olderAt ?? Number.NEGATIVE_INFINITY, below) < Math.min(gap.newerAt, above));
}

function firstKnownBelow(home: readonly HomeLine[], from: number, known: ReadonlyMap<string, number>): number | null {
  for (let index = from + 1; index < home.length; index += 1) {
    const at = known.get(home[index]?.id ?? '');
    if (at !== undefined) return at;
  }
  return null;
}

/** Servers without a stream are asked every minute; what came in since is no finding. */
const POLLED_MS = 90_000;

/** What a stream did not tell of the inbox is found by the next look. */
const NOTED_MS = 6 * 60_000;

/** Everything that must hold when it has been quiet since `quietSince`. */
export function checkQuiet(client: Client, accounts: readonly ModelAccount[], signedOut: ReadonlySet<AccountKey>, quietSince: number, now: number): readonly Finding[] {
  const findings: Finding[] = [];
  const keys = accounts.map((account) => account.key);
  for (const account of accounts) {
    if (signedOut.has(account.key)) continue;
    for (const line of missingLines(client, account, (one) => one.arrivedAt < (one.late ? quietSince : now - POLLED_MS))) findings.push({ rule: 'silent gap', detail: `${account.key} lacks ${line.id} (late: ${line.late})` });
    for (const gap of client.stores.timelines.gaps(account.key)) if (gap.state === 'loading') findings.push({ rule: 'hole left loading', detail: `${account.key} ${gap.id}` });
    findings.push(...checkContents(client, account, now), ...checkOrder(client, account));
    if (client.inbox !== null) findings.push(...checkInbox(client, account, now - NOTED_MS));
    const health = client.streams.healthOf(account.key)?.state;
    if (health !== 'live' && health !== 'polling') findings.push({ rule: 'not live when quiet', detail: `${account.key} is ${health}` });
  }
  return [...findings, ...checkMerged(client, keys), ...checkEntries(client, keys)];
}

/** Without a stream, edits and deletes are found by a sweep every ten minutes. */
const SWEPT_MS = 15 * 60_000;

/**
 * What is shown is what the server serves: no deleted post, no old text. Where no batch call tells of old posts, only
 * what the server's list still covers is held to that.
 */
function checkContents(client: Client, account: ModelAccount, now: number): readonly Finding[] {
  const depth = account.server.flavour.batch ? null : account.home.at(-1);
  const settledBefore = now - (client.streams.healthOf(account.key)?.state === 'polling' ? SWEPT_MS : POLLED_MS);
  return client.stores.timelines.page([account.key], null, 10_000).flatMap((entry) => {
    if (entry.kind === 'gap' || entry.at < (depth?.createdAt ?? 0)) return [];
    const { uri, content } = entry.view.status;
    const mark = entry.view.marks.find((marks) => marks.account === account.key);
    const post = mark === undefined ? null : account.server.postOf(mark.id);
    if (post === null) return [{ rule: 'post from nowhere', detail: `${account.key} ${uri}` }];
    if (post.changedAt > settledBefore || account.swallowed.has(post)) return [];
    if (post.deleted) return [{ rule: 'deleted post shown', detail: `${account.key} ${mark?.id} of ${uri}, deleted ${new Date(post.changedAt).toISOString()}${entry.booster === null ? '' : ', boosted'}` }];
    const held = account.home.some((line) => line.post === post);
    return held && content !== `<p>${post.text}</p>` ? [{ rule: 'old text shown', detail: `${account.key} ${uri}` }] : [];
  });
}

function checkOrder(client: Client, account: ModelAccount): readonly Finding[] {
  const { lines } = shownOf(client, account.key, account.home.map((line) => line.id));
  const held = account.home.filter((line) => lines.has(line.id));
  const keyOf = (line: HomeLine | undefined): number => lines.get(line?.id ?? '') ?? 0;
  const wrong = held.findIndex((line, index) => index > 0 && keyOf(line) > keyOf(held[index - 1]));
  const brief = (line: HomeLine): string => `${line.id} at ${keyOf(line)} of ${line.createdAt}`;
  return wrong < 0 ? [] : [{ rule: 'order differs from the server', detail: `${account.key} ${held.slice(wrong - 2, wrong + 2).map(brief).join(' | ')}` }];
}

/** Reads the merged home page by page, as a screen does. */
function checkMerged(client: Client, keys: readonly AccountKey[]): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const { timelines } = client.stores;
  let before: Parameters<typeof timelines.page>[1] = null;
  for (;;) {
    const entries = timelines.page(keys, before, 50);
    for (const entry of entries) {
      if (seen.has(entry.id)) findings.push({ rule: 'shown twice', detail: entry.id });
      if (before !== null && comparePlaces(entry, before) >= 0) findings.push({ rule: 'merged order', detail: entry.id });
      seen.add(entry.id);
      before = entry;
    }
    if (entries.length < 50) return findings;
  }
}
