import type { SignInState } from '../../contract/accounts.ts';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { AppRegistration, Fediverse, ServerProfile, TokenGrant } from '../fediverse.ts';
import type { Clock, ExternalLinks, Log, LoopbackListener, Random } from '../ports.ts';
import { inBackground, toAppError } from '../thrown.ts';
import { outOfBand, type AppRegistrations } from './app-registrations.ts';
import { readRedirect } from './redirect-answer.ts';
import type { RevokeUnused } from './unused-token.ts';

export interface SignInDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: ExternalLinks;
  readonly loopback: LoopbackListener;
  readonly fediverse: Fediverse;
  readonly apps: AppRegistrations;
  readonly profileOf: (address: string) => Promise<Result<ServerProfile>>;
  /** Whether an account of this server is signed in: then the server must ask again who it is. */
  readonly hasAccountOn: (apiBase: string) => boolean;
  readonly adopt: (profile: ServerProfile, app: AppRegistration, grant: TokenGrant, signal: AbortSignal) => Promise<Result<AccountKey>>;
  readonly revokeUnused: RevokeUnused;
  readonly publish: (state: SignInState) => void;
}

/** Sign-ins that are under way. Each attempt has secrets of its own, is answered once and ends after ten minutes. */
export interface SignIns {
  begin(input: { readonly address: string; readonly mode: 'browser' | 'paste' }): Promise<Result<SignInState>>;
  submitCode(attemptId: string, code: string): Promise<Result<SignInState>>;
  cancel(attemptId: string): Result<null>;
  close(): void;
}

export const attemptTimeoutMs = 10 * 60_000;
/** 256 bits of state; 64 characters of verifier (RFC 7636: 43 to 128). */
const stateBytes = 32;
const verifierBytes = 48;

interface Attempt {
  readonly id: string;
  readonly mode: 'browser' | 'paste';
  readonly profile: ServerProfile;
  readonly abort: AbortController;
  /** What the next answer must fit to; null while nothing may be answered. */
  round: Round | null;
  /** The one new registration after `invalid_client` was made. */
  reregistered: boolean;
  stopTimer: () => void;
}

/** One trip to the server's page. `state`, verifier, redirect and server belong together and are used once. */
interface Round {
  readonly app: AppRegistration;
  readonly reused: boolean;
  readonly state: string;
  readonly codeVerifier: string;
  readonly closeListener: () => void;
  /** What is told while the answer is awaited. */
  readonly waiting: SignInState;
}

export function createSignIns(deps: SignInDeps): SignIns {
  const { clock, random, fediverse, apps, publish } = deps;
  const attempts = new Map<string, Attempt>();

  async function begin({ address, mode }: Parameters<SignIns['begin']>[0]): Promise<Result<SignInState>> {
    const probed = await deps.profileOf(address);
    if (!probed.ok) return probed;
    const attempt: Attempt = { id: random.uuid(), mode, profile: probed.value, abort: new AbortController(), round: null, reregistered: false, stopTimer: () => {} };
    attempts.set(attempt.id, attempt);
    attempt.stopTimer = clock.after(attemptTimeoutMs, () => finish(attempt, fail({ kind: 'cancelled' })));
    const waiting = await startRound(attempt);
    if (!waiting.ok) end(attempt);
    return waiting;
  }

  /** Listens before registering: the port is part of the URL that is registered. */
  async function startRound(attempt: Attempt): Promise<Result<SignInState>> {
    const { profile, abort } = attempt;
    const way = await openRedirect(attempt);
    if (!way.ok) return way;
    const { redirectUri, kept, answered, close } = way.value;
    const registered = kept === null ? await apps.register(profile, redirectUri, abort.signal) : ok({ ...kept, redirectUri });
    if (!registered.ok || !isLive(attempt)) {
      close();
      return registered.ok ? fail({ kind: 'cancelled' }) : registered;
    }
    const app = registered.value;
    const [state, codeVerifier] = [random.token(stateBytes), random.token(verifierBytes)];
    const authorizeUrl = fediverse.authorizeUrl(profile, app, { state, codeChallenge: fediverse.codeChallenge(codeVerifier), forceLogin: deps.hasAccountOn(profile.apiBase) });
    if (URL.parse(authorizeUrl)?.origin !== profile.apiBase) {
      close();
      return fail({ kind: 'badAnswer', host: profile.summary.apiHost, reason: 'redirected', status: 0, mayHaveArrived: false });
    }
    const waiting: SignInState = { state: 'waiting', attemptId: attempt.id, authorizeUrl, mode: attempt.mode };
    const round: Round = { app, reused: kept !== null, state, codeVerifier, closeListener: close, waiting };
    attempt.round = round;
    inBackground(async () => {
      const query = await answered;
      if (query !== null) await handleRedirect(attempt, round, query);
    }, 'sign-in', deps);
    publish(waiting);
    await deps.links.open(authorizeUrl).catch((error: unknown) => deps.log.warn('signIn.noBrowser', { error }));
    return ok(waiting);
  }

  async function openRedirect({ mode, profile }: Attempt): Promise<Result<{ redirectUri: string; kept: AppRegistration | null; answered: Promise<URLSearchParams | null> | null; close: () => void }>> {
    if (mode === 'paste') return ok({ redirectUri: outOfBand, kept: null, answered: null, close: () => {} });
    const { path, kept } = await apps.plan(profile);
    try {
      const { redirectUri, answered, close } = await deps.loopback.open(path);
      return ok({ redirectUri, kept, answered, close });
    } catch (error) {
      deps.log.warn('signIn.noListener', { error });
      return fail({ kind: 'unsupported', capability: 'loopbackListener' });
    }
  }

  async function handleRedirect(attempt: Attempt, round: Round, query: URLSearchParams): Promise<void> {
    if (attempt.round !== round) return;
    const code = readRedirect(query, { state: round.state, profile: attempt.profile });
    if (!code.ok) return finish(attempt, code);
    const signedIn = await redeem(attempt, round, code.value);
    if (signedIn.ok || !isLive(attempt) || !needsNewApp(attempt, round, signedIn.error)) return finish(attempt, signedIn);
    attempt.reregistered = true;
    await apps.forget(attempt.profile);
    const again = await startRound(attempt);
    if (!again.ok) finish(attempt, again);
  }

  /** Uses up the round, whatever comes of it. */
  async function redeem(attempt: Attempt, round: Round, code: string): Promise<Result<AccountKey>> {
    attempt.round = null;
    round.closeListener();
    publish({ state: 'finishing', attemptId: attempt.id });
    try {
      return await exchange(attempt, round, code);
    } catch (error) {
      return fail(toAppError(error, 'sign-in', deps));
    }
  }

  async function exchange(attempt: Attempt, round: Round, code: string): Promise<Result<AccountKey>> {
    const { profile, abort } = attempt;
    const grant = await fediverse.exchangeCode(profile, round.app, { code, codeVerifier: round.codeVerifier }, { signal: abort.signal });
    if (!grant.ok) return grant;
    if (isLive(attempt)) return deps.adopt(profile, round.app, grant.value, abort.signal);
    await deps.revokeUnused(profile, round.app, grant.value.accessToken);
    return fail({ kind: 'cancelled' });
  }

  function finish(attempt: Attempt, outcome: Result<AccountKey | SignInState>): void {
    if (!isLive(attempt)) return;
    // Nothing came back: the server may have shown "unknown app", which only the person can see.
    if (attempt.round?.reused === true) void apps.forget(attempt.profile);
    end(attempt);
    const attemptId = attempt.id;
    if (!outcome.ok) publish({ state: 'failed', attemptId, error: outcome.error });
    else if (typeof outcome.value === 'string') publish({ state: 'done', attemptId, account: outcome.value });
  }

  function end(attempt: Attempt): void {
    attempts.delete(attempt.id);
    attempt.stopTimer();
    attempt.round?.closeListener();
    attempt.round = null;
    attempt.abort.abort();
  }

  const isLive = (attempt: Attempt): boolean => attempts.get(attempt.id) === attempt;

  async function submitCode(attemptId: string, code: string): Promise<Result<SignInState>> {
    const attempt = attempts.get(attemptId);
    if (attempt === undefined || attempt.mode !== 'paste' || attempt.round === null) return fail({ kind: 'notFound', what: 'signIn' });
    const { round } = attempt;
    const signedIn = await redeem(attempt, round, code);
    if (signedIn.ok) {
      finish(attempt, signedIn);
      return ok({ state: 'done', attemptId, account: signedIn.value });
    }
    if (isMistyped(signedIn.error) && isLive(attempt)) {
      // The server's page with the right code is still open: the person may paste again.
      attempt.round = round;
      publish(round.waiting);
      return signedIn;
    }
    finish(attempt, signedIn);
    return signedIn;
  }

  return {
    begin,
    submitCode,
    cancel(attemptId) {
      const attempt = attempts.get(attemptId);
      if (attempt !== undefined) finish(attempt, fail({ kind: 'cancelled' }));
      return ok(null);
    },
    close() {
      for (const attempt of attempts.values()) end(attempt);
    },
  };
}

/** `invalid_client`: the app that was kept from an earlier sign-in is gone on the server (RFC 6749 5.2). */
function needsNewApp(attempt: Attempt, round: Round, error: AppError): boolean {
  return round.reused && !attempt.reregistered && (error.kind === 'unauthorized' || (error.kind === 'rejected' && error.message.includes('invalid_client')));
}

function isMistyped(error: AppError): boolean {
  return error.kind === 'rejected' || error.kind === 'unauthorized';
}
