import type { SignInState } from '../../../contract/accounts.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import type { AccountConnection, Fediverse, OwnAccount, ServerProfile, TokenGrant } from '../../fediverse.ts';
import type { AccountStore, LoopbackListener, Secrets, StoredAccount } from '../../ports.ts';
import { createRecordedEvents, createRecordedLog, createSeededRandom } from '../../testing/fake-ports.ts';
import { samplePerson, sampleProfile } from '../../testing/samples.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createAccounts, type Accounts } from '../index.ts';

/** One server as a sign-in meets it. Tests change its answers. */
export interface AccountServer {
  profile: ServerProfile;
  /** What a probe answers besides. */
  claims: Partial<ServerProfile>;
  /** Whose token it gives out. */
  own: OwnAccount;
  /** Apps it knows by client id. */
  readonly apps: Set<string>;
  /** Codes it gave out, each with what it is bound to; used up by the exchange. */
  readonly codes: Map<string, { readonly clientId: string; readonly redirectUri: string; readonly challenge: string }>;
  readonly revoked: string[];
  token: string;
  expiresAt: number | null;
  verifyError: AppError | null;
  exchangeError: AppError | null;
  /** What the answer to an exchange waits for. */
  exchangeWaits: Promise<void>;
  revokeNeverEnds: boolean;
  /** Where its authorize page is; normally its own. */
  authorizeBase: string;
}

export interface Registered {
  readonly apiBase: string;
  readonly redirectUri: string;
}

export function ownAccount(name: string, host: string, id = '1'): OwnAccount {
  return { id, person: samplePerson(name, host), movedTo: null, defaults: { visibility: 'public', language: 'en', sensitive: false } };
}

export function accountServer(host: string, software: ServerProfile['summary']['software'] = 'mastodon'): AccountServer {
  const sample = sampleProfile();
  return {
    profile: { ...sample, apiBase: `https://${host}`, streamingBase: `wss://${host}`, summary: { ...sample.summary, apiHost: host, domain: host, software } },
    claims: {},
    own: ownAccount('ann', host),
    apps: new Set(),
    codes: new Map(),
    revoked: [],
    token: `token-of-${host}`,
    expiresAt: null,
    verifyError: null,
    exchangeError: null,
    exchangeWaits: Promise.resolve(),
    revokeNeverEnds: false,
    authorizeBase: `https://${host}`,
  };
}

interface OpenListener {
  readonly redirectUri: string;
  readonly answer: (query: URLSearchParams) => void;
  closed: boolean;
}

export function createAccountWorld(servers: readonly AccountServer[]) {
  const clock = createVirtualClock();
  const random = createSeededRandom(11);
  const events = createRecordedEvents();
  const log = createRecordedLog();
  const kept = new Map<string, StoredAccount>();
  const secretValues = new Map<string, string>();
  const secrets = { isBroken: false };
  const opened: string[] = [];
  const listeners: OpenListener[] = [];
  const registered: Registered[] = [];
  const exchanged: { readonly apiBase: string; readonly code: string }[] = [];
  const connected: SignedInAccount[] = [];
  const disconnected: string[] = [];
  const removed: string[] = [];
  let clients = 0;
  let port = 40_000;

  const serverOf = (apiBase: string): AccountServer => {
    const server = servers.find(({ profile }) => profile.apiBase === apiBase);
    if (server === undefined) throw new Error(`nothing is at ${apiBase}`);
    return server;
  };

  const secretsPort: Secrets = {
    storage: { kind: 'file', path: '/tmp/none', why: 'test' },
    get: async (name) => (secrets.isBroken ? Promise.reject(new Error('locked')) : (secretValues.get(name) ?? null)),
    set: async (name, value) => (secrets.isBroken ? Promise.reject(new Error('locked')) : void secretValues.set(name, value)),
    delete: async (name) => (secrets.isBroken ? Promise.reject(new Error('locked')) : void secretValues.delete(name)),
  };

  const loopback: LoopbackListener = {
    open: async (path) => {
      const { promise, resolve } = Promise.withResolvers<URLSearchParams | null>();
      const listener: OpenListener = { redirectUri: `http://127.0.0.1:${(port += 1)}${path}`, answer: (query) => resolve(query), closed: false };
      listeners.push(listener);
      const close = (): void => {
        listener.closed = true;
        resolve(null);
      };
      return { redirectUri: listener.redirectUri, answered: promise, close };
    },
  };

  const whoAmI = async (profile: ServerProfile, token: string): Promise<Result<OwnAccount>> => {
    const server = serverOf(profile.apiBase);
    if (server.verifyError !== null) return fail(server.verifyError);
    if (server.revoked.includes(token)) return fail({ kind: 'unauthorized', host: profile.summary.apiHost, message: 'The access token was revoked' });
    return ok(server.own);
  };

  const fediverse: Fediverse = {
    probe: async (address) => {
      const server = servers.find(({ profile }) => profile.apiBase === address || profile.summary.apiHost === address);
      return server === undefined ? fail({ kind: 'offline', host: address, reason: 'dns', mayHaveArrived: false }) : ok({ ...server.profile, ...server.claims, checkedAt: clock.now() });
    },
    publicTimeline: async () => fail({ kind: 'unsupported', capability: 'publicTimeline' }),
    registerApp: async (profile, redirectUri) => {
      const clientId = `client-${(clients += 1)}`;
      serverOf(profile.apiBase).apps.add(clientId);
      registered.push({ apiBase: profile.apiBase, redirectUri });
      return ok({ clientId, clientSecret: `secret-${clients}`, redirectUri, scopes: 'read write' });
    },
    authorizeUrl: (profile, app, { state, codeChallenge, forceLogin }) => {
      const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: app.redirectUri, state, code_challenge: codeChallenge, code_challenge_method: 'S256', ...(forceLogin ? { force_login: 'true' } : {}) });
      return `${serverOf(profile.apiBase).authorizeBase}/oauth/authorize?${query}`;
    },
    exchangeCode: async (profile, app, { code, codeVerifier }): Promise<Result<TokenGrant>> => {
      const server = serverOf(profile.apiBase);
      exchanged.push({ apiBase: profile.apiBase, code });
      await server.exchangeWaits;
      if (server.exchangeError !== null) return fail(server.exchangeError);
      const host = profile.summary.apiHost;
      if (!server.apps.has(app.clientId)) return fail({ kind: 'unauthorized', host, message: 'invalid_client' });
      const bound = server.codes.get(code);
      server.codes.delete(code);
      const fits = bound !== undefined && bound.clientId === app.clientId && bound.redirectUri === app.redirectUri && bound.challenge === `S256(${codeVerifier})`;
      if (!fits) return fail({ kind: 'rejected', host, status: 400, message: 'invalid_grant' });
      if (server.revoked.includes(server.token)) server.token += '-again';
      return ok({ accessToken: server.token, scopes: 'read write', expiresAt: server.expiresAt, refreshToken: null });
    },
    revoke: async (profile, _app, token) => {
      const server = serverOf(profile.apiBase);
      if (server.revokeNeverEnds) return new Promise<never>(() => {});
      server.revoked.push(token);
      return ok(null);
    },
    codeChallenge: (verifier) => `S256(${verifier})`,
    whoAmI,
    connect: (account, profile, token) => ({ account, verify: () => whoAmI(profile, token), home: async () => whoAmI(profile, token).then((own) => (own.ok ? fail({ kind: 'notFound', what: 'test' }) : own)), belongings: {} as AccountConnection['belongings'], serverTime: () => null, close: () => {} }) as Partial<AccountConnection> as AccountConnection,
  };

  const store: AccountStore = {
    all: () => [...kept.values()].toSorted((a, b) => a.position - b.position),
    put: (account) => void kept.set(account.key, account),
    remove: (key) => void kept.delete(key),
  };

  /** A run of the app over what the last one stored. */
  async function start(): Promise<Accounts> {
    const accounts = createAccounts({
      clock,
      random,
      log,
      secrets: secretsPort,
      links: { open: async (url) => void opened.push(url) },
      loopback,
      fediverse,
      store,
      transactions: { run: (work) => work() },
      publish: events.publish,
      profileOf: (address) => fediverse.probe(address),
      probe: (address) => fediverse.probe(address),
    });
    await accounts.start({
      connected: (account) => void connected.push(account),
      disconnected: (key) => void disconnected.push(key),
      reconnect: () => {},
      removed: (key) => void removed.push(key),
    });
    return accounts;
  }

  /** The person says yes on the page that was opened last: what the server then sends the browser to. */
  function approve(url = opened.at(-1) ?? ''): { readonly redirectUri: string; readonly query: URLSearchParams; readonly code: string } {
    const page = new URL(url);
    const server = serverOf(page.origin);
    const code = `code-${server.codes.size + exchanged.length + 1}-${page.host}`;
    const redirectUri = page.searchParams.get('redirect_uri') ?? '';
    server.codes.set(code, { clientId: page.searchParams.get('client_id') ?? '', redirectUri, challenge: page.searchParams.get('code_challenge') ?? '' });
    return { redirectUri, code, query: new URLSearchParams({ code, state: page.searchParams.get('state') ?? '' }) };
  }

  /** Somebody, the browser or an attacker, calls the redirect address. */
  async function visit(redirectUri: string, query: URLSearchParams): Promise<void> {
    const listener = listeners.find((each) => each.redirectUri === redirectUri && !each.closed);
    listener?.answer(query);
    await clock.settle();
  }

  const signInStates = (): readonly SignInState[] => events.of('accounts.signIn');
  return { clock, random, events, log, kept, secretValues, secrets, opened, listeners, registered, exchanged, connected, disconnected, removed, start, approve, visit, signInStates };
}

export type AccountWorld = ReturnType<typeof createAccountWorld>;
