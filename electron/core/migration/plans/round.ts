import { fail, type Result } from '../../../contract/result.ts';
import type { AccountDirectory, SignedInAccount } from '../../account-directory.ts';
import type { CallOptions } from '../../fediverse.ts';
import type { OwnFacts, PublicActor, PublicReader } from '../../fediverse-moving.ts';
import type { PlanEnd, StoredPlan } from './plan.ts';

/** What the checks of one round share: each answer is asked for once. */
export interface Round {
  readonly plan: StoredPlan;
  readonly now: number;
  readonly options: CallOptions;
  readonly from: SignedInAccount | null;
  readonly to: SignedInAccount | null;
  ownOf(side: 'from' | 'to'): Promise<Result<OwnFacts>>;
  actorOf(side: 'from' | 'to'): Promise<Result<PublicActor>>;
  /** Where the old account's server tells anybody it has gone, and how many follow it. */
  fromInPublic(): ReturnType<PublicReader['account']>;
}

export interface RoundDeps {
  readonly accounts: AccountDirectory;
  readonly reader: PublicReader;
}

export function createRound({ accounts, reader }: RoundDeps, plan: StoredPlan, given: { readonly now: number; readonly options: CallOptions }): Round {
  const { options } = given;
  const signedIn = (end: PlanEnd | null): SignedInAccount | null => (end?.account === null || end === null ? null : accounts.signedIn(end.account));
  const from = signedIn(plan.from);
  const to = signedIn(plan.to);
  const once = createMemo();

  return {
    plan,
    now: given.now,
    options,
    from,
    to,
    ownOf: (side) => once(`own ${side}`, () => ownFacts(side === 'from' ? from : to, side === 'from' ? plan.from : plan.to, options)),
    actorOf: (side) => once(`actor ${side}`, () => publicActor(reader, side === 'from' ? plan.from : plan.to, options)),
    fromInPublic: () =>
      once('public from', async () => {
        if (plan.from === null) return noSuchEnd;
        return reader.account(plan.from.apiBase, plan.from.handle.slice(0, plan.from.handle.lastIndexOf('@')), options);
      }),
  };
}

const noSuchEnd = fail({ kind: 'notFound', what: 'account' } as const);

function createMemo(): <T>(name: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<unknown>>();
  return <T>(name: string, ask: () => Promise<T>): Promise<T> => {
    const known = answers.get(name);
    // Every name stands for one kind of answer.
    if (known !== undefined) return known as Promise<T>;
    const asked = ask();
    answers.set(name, asked);
    return asked;
  };
}

function ownFacts(account: SignedInAccount | null, end: PlanEnd | null, options: CallOptions): Promise<Result<OwnFacts>> {
  if (account !== null) return account.connection.moving.own(options);
  return Promise.resolve(end === null ? noSuchEnd : fail({ kind: 'unauthorized', host: new URL(end.apiBase).host, message: '' }));
}

/** The address others know, which only WebFinger tells where the server does not. */
async function publicActor(reader: PublicReader, end: PlanEnd | null, options: CallOptions): Promise<Result<PublicActor>> {
  if (end === null) return noSuchEnd;
  if (end.uri !== null) return reader.actor(end.uri, options);
  const uri = await reader.actorUri(end.handle, options);
  return uri.ok ? reader.actor(uri.value, options) : uri;
}
