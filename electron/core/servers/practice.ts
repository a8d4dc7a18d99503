import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Clock, Log, Practice, PracticeWorld } from '../ports.ts';
import type { Profiles } from './profiles.ts';

export interface PracticeDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly practice: Practice;
  readonly profiles: Profiles;
  readonly accounts: Pick<Accounts, 'adopt' | 'forget' | 'list'>;
  /** The practice servers are on this machine: lets the network reach exactly these. */
  readonly allowServers: (servers: PracticeWorld['servers']) => void;
  /** Answers when the homes of these accounts were asked for once. */
  readonly readHomes: (accounts: readonly AccountKey[]) => Promise<unknown>;
}

/** Practice homes are on this machine; one that is not there by now is slow for a reason of its own. */
const homesTimeoutMs = 5_000;

/** Starts the practice fediverse where it does not run, and signs its ready-made people in the way anybody is signed in. */
export async function startPractice(deps: PracticeDeps): Promise<Result<{ readonly accounts: number }>> {
  const world = await startWorld(deps);
  if (world === null) return fail({ kind: 'unsupported', capability: 'practice' });
  deps.allowServers(world.servers);
  await forgetEarlierWorlds(deps, world);
  const adopted: Result<AccountKey>[] = [];
  // One after the other: the order is that of the rail and of the colours.
  for (const signIn of world.signIns) adopted.push(await adopt(deps, signIn));
  const accounts = adopted.flatMap((account) => (account.ok ? [account.value] : []));
  // One that cannot be signed in does not keep the others out.
  const failed = adopted.find((account) => !account.ok);
  if (accounts.length === 0 && failed !== undefined) return failed;
  await atMost(deps.clock, homesTimeoutMs, deps.readHomes(accounts));
  return ok({ accounts: accounts.length });
}

async function startWorld({ practice, log }: PracticeDeps): Promise<PracticeWorld | null> {
  try {
    return await practice.start();
  } catch (error) {
    log.error('practice.notStarted', { error });
    return null;
  }
}

async function adopt({ profiles, accounts }: PracticeDeps, signIn: PracticeWorld['signIns'][number]): Promise<Result<AccountKey>> {
  const profile = await profiles.fresh(signIn.origin);
  if (!profile.ok) return profile;
  const app = { clientId: signIn.clientId, clientSecret: signIn.clientSecret, redirectUri: '', scopes: '' };
  return accounts.adopt(profile.value, app, { accessToken: signIn.token, scopes: '', expiresAt: null, refreshToken: null });
}

/** The practice fediverse lives as long as the app: its servers may have other addresses after a restart. */
async function forgetEarlierWorlds({ accounts }: PracticeDeps, world: PracticeWorld): Promise<void> {
  const hosts = new Set(world.servers.map(({ origin }) => URL.parse(origin)?.host));
  const gone = accounts.list().filter(({ server }) => server.practice && !hosts.has(server.apiHost));
  for (const { key } of gone) await accounts.forget(key);
}

async function atMost(clock: Clock, timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const stopTimer = clock.after(timeoutMs, resolve);
  await Promise.race([work, timeout]);
  stopTimer();
}
