import type { AccountKey } from '../../../../contract/ids.ts';
import type { ChecklistRow, PlanView, RowId } from '../../../../contract/moving.ts';
import { fail, ok, type AppError, type Result } from '../../../../contract/result.ts';
import type { Software } from '../../../../contract/servers.ts';
import type { SignedInAccount } from '../../../account-directory.ts';
import type { AccountConnection } from '../../../fediverse.ts';
import type { PublicActor, PublicReader } from '../../../fediverse-moving.ts';
import type { StoredAccount } from '../../../ports.ts';
import { sampleSeenProfile } from '../../../testing/fake-people.ts';
import { createFakeLifecycle, createRecordedEvents, createRecordedLog, createSeededRandom } from '../../../testing/fake-ports.ts';
import { createFakeServer, type FakeServer } from '../../../testing/fake-server.ts';
import { samplePerson, sampleProfile } from '../../../testing/samples.ts';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';
import { createPlans, type CopySummary, type Plans } from '../index.ts';
import { createMemoryPlanStore } from './memory-plan-store.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const offline = (host: string, mayHaveArrived = false): AppError => ({ kind: 'offline', host, reason: 'timeout', mayHaveArrived });

/** One account on a scripted server, and what its server shows anybody. */
export interface End {
  readonly key: AccountKey;
  readonly handle: string;
  readonly uri: string;
  readonly server: FakeServer;
  signedIn: boolean;
  /** The actor document; null: 401 for anybody without a signature. */
  actor: Result<PublicActor>;
  scheduled: string[];
  setOwn(change: Partial<FakeServer['moving']['own']>): void;
}

export interface PlansWorldOptions {
  readonly from?: Software;
  readonly to?: Software;
}

/** `me@old.example` and `me@new.example`, everything in order for a move but the alias; virtual time, nothing else real. */
export function createPlansWorld(options: PlansWorldOptions = {}) {
  const clock = createVirtualClock();
  const events = createRecordedEvents();
  const log = createRecordedLog();
  const store = createMemoryPlanStore();
  const lifecycle = createFakeLifecycle();
  const opened: string[] = [];
  const movedAccounts: [AccountKey, string | null][] = [];
  const software = new Map<string, Result<string | null>>();
  const actors = new Map<string, Result<PublicActor>>();
  const webfinger = new Map<string, Result<string>>();
  const copy: { summary: CopySummary | null; readonly opened: string[]; readonly removed: string[]; readonly read: string[] } = { summary: null, opened: [], removed: [], read: [] };

  const old = end('old.example');
  const next = end('new.example');
  const ends = [old, next];
  old.server.people.elsewhere.set(next.handle, sampleSeenProfile(next.handle, '2'));
  next.server.people.elsewhere.set(old.handle, sampleSeenProfile(old.handle, '1'));
  if (options.from === 'gotosocial' || options.from === 'akkoma' || options.from === 'mitra') old.server.moving.move = () => ok(null);
  if (options.to === 'gotosocial' || options.to === 'akkoma' || options.to === 'mitra') next.server.moving.aliases = [];

  function end(host: string): End {
    const key = `${host}/1` as AccountKey;
    const server = createFakeServer(key);
    const uri = `https://${host}/users/me`;
    webfinger.set(`me@${host}`, ok(uri));
    return {
      key,
      handle: `me@${host}`,
      uri,
      server,
      signedIn: true,
      actor: ok({ uri, alsoKnownAs: [], movedTo: null }),
      scheduled: [],
      setOwn: (change) => void (server.moving.own = { ...server.moving.own, ...change }),
    };
  }

  const softwareOf = (each: End): Software => (each === old ? options.from : options.to) ?? 'mastodon';
  const profileOf = (each: End): SignedInAccount['profile'] => {
    const profile = sampleProfile();
    const host = new URL(each.uri).host;
    return { ...profile, apiBase: `https://${host}`, summary: { ...profile.summary, apiHost: host, domain: host, software: softwareOf(each) } };
  };

  /** Lives of the app: what a dead one still has in hand is never sent. */
  let lives = 1;
  function signedIn(key: AccountKey, life: number): SignedInAccount | null {
    const each = ends.find((one) => one.key === key);
    if (each === undefined || !each.signedIn) return null;
    const writing: AccountConnection['writing'] = {
      ...each.server.connection.writing,
      scheduled: async () => ok(each.scheduled.map((id) => ({ id }) as never)),
      cancelScheduled: async (id) => {
        each.scheduled = each.scheduled.filter((one) => one !== id);
        return ok(null);
      },
    };
    const moving: AccountConnection['moving'] = {
      ...each.server.connection.moving,
      move: (...given) => (life === lives ? each.server.connection.moving.move(...given) : new Promise(() => {})),
    };
    return { key, person: samplePerson('me', new URL(each.uri).host), profile: profileOf(each), connection: { ...each.server.connection, writing, moving } };
  }

  const asked = new Map<string, number>();
  const count = (name: string): void => void asked.set(name, (asked.get(name) ?? 0) + 1);
  const reader: PublicReader = {
    async actorUri(handle) {
      count(`webfinger ${handle}`);
      return webfinger.get(handle) ?? fail({ kind: 'notFound', what: 'account' });
    },
    async actor(uri) {
      count(`actor ${uri}`);
      return ends.find((each) => each.uri === uri)?.actor ?? actors.get(uri) ?? ok({ uri, alsoKnownAs: [], movedTo: null });
    },
    async account(apiBase) {
      const each = ends.find(({ uri }) => uri.startsWith(apiBase));
      if (each === undefined || publicDown.has(apiBase)) return fail(offline(new URL(apiBase).host));
      return ok({ movedTo: each.server.moving.own.movedTo, followers: each.server.moving.own.counts.followers });
    },
    async software(host) {
      count(`software ${host}`);
      return software.get(host) ?? ok('mastodon');
    },
  };
  const publicDown = new Set<string>();

  const open = (life = lives): Plans =>
    createPlans({
      clock,
      random: createSeededRandom(1 + clock.now()),
      log,
      lifecycle,
      links: { open: async (url) => void opened.push(url) },
      accounts: { keys: () => ends.map(({ key }) => key), signedIn: (key) => signedIn(key, life) },
      stored: { all: () => ends.map((each) => ({ key: each.key, person: samplePerson('me', new URL(each.uri).host), profile: profileOf(each) }) as StoredAccount) },
      reader,
      store,
      publish: events.publish,
      carryOver: {
        open: ({ id }) => void copy.opened.push(id),
        remove: (plan) => void copy.removed.push(plan),
        summary: () => copy.summary,
        read: (_plan, kinds) => void copy.read.push(...kinds),
      },
      moved: (key, movedTo) => void movedAccounts.push([key, movedTo]),
    });

  let plans = open();
  plans.start();

  function create(): PlanView {
    const created = plans.create({ from: { kind: 'account', account: old.key }, to: next.key });
    if (!created.ok) throw new Error(JSON.stringify(created.error));
    return created.value;
  }
  const view = (): PlanView => {
    const [plan] = plans.list();
    if (plan === undefined) throw new Error('There is no plan');
    return plan;
  };

  return {
    clock, events, log, store, lifecycle, opened, software, actors, webfinger, copy, old, next, asked, publicDown, movedAccounts, create, view,
    plans: () => plans,
    row: (id: RowId): ChecklistRow => view().rows.find((row) => row.id === id)!,
    /** People who follow the old account. */
    addFollowers(...handles: string[]) {
      old.server.moving.lists.followers.push(...handles.map(listed));
      old.setOwn({ counts: { ...old.server.moving.own.counts, followers: old.server.moving.lists.followers.length } });
    },
    /** They follow the new account now, and the old one no more. */
    arrive(...handles: string[]) {
      const uris = new Set(handles.map((handle) => listed(handle).uri));
      const left = old.server.moving.lists.followers.filter(({ uri }) => !uris.has(uri));
      old.server.moving.lists.followers.splice(0, Infinity, ...left);
      old.setOwn({ counts: { ...old.server.moving.own.counts, followers: left.length } });
      next.server.moving.lists.followers.unshift(...handles.map(listed));
      next.setOwn({ counts: { ...next.server.moving.own.counts, followers: next.server.moving.lists.followers.length } });
    },
    addAlias: () => void (next.actor = ok({ uri: next.uri, movedTo: next.actor.ok ? next.actor.value.movedTo : null, alsoKnownAs: [old.uri] })),
    /** The old server shows the redirect, and the token is dead from now on (Mastodon). */
    redirect(tokenDies = true) {
      old.setOwn({ movedTo: next.uri });
      old.actor = ok({ uri: old.uri, alsoKnownAs: [], movedTo: next.uri });
      if (tokenDies) old.server.failures.set('own', Array.from({ length: 1_000 }, () => ({ kind: 'forbidden', host: 'old.example', message: 'Your login is currently disabled' })));
    },
    /** Ends the app and starts it again on the same store. */
    restart() {
      plans.close();
      lives += 1;
      plans = open();
      plans.start();
    },
    /** A plan with all rows looked at and the alias set. */
    async ready(): Promise<PlanView> {
      this.addAlias();
      create();
      await clock.advance(30_000);
      return view();
    },
    move: (password: string | null = null) => plans.move({ plan: view().id, handle: 'me@new.example', password }),
    act: (row: RowId, action: Parameters<Plans['act']>[0]['action']) => plans.act({ plan: view().id, row, action }),
  };
}

export type PlansWorld = ReturnType<typeof createPlansWorld>;

export function listed(handle: string): { readonly uri: string; readonly handle: string } {
  const [name = '', host = ''] = handle.split('@');
  return { uri: `https://${host}/users/${name}`, handle };
}
