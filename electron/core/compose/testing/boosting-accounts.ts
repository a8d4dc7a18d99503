import type { AccountKey, StatusUri } from '../../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { SignedInAccount } from '../../account-directory.ts';
import { createCopies, type CopiesFeature, type CopyDeps } from '../../copies/index.ts';
import { createMemoryCopyStore } from '../../copies/testing/memory-copy-store.ts';
import type { AccountConnection, SeenStatus } from '../../fediverse.ts';
import type { Clock } from '../../ports.ts';
import { createFakeLifecycle, createRecordedLog, createSeededRandom } from '../../testing/fake-ports.ts';
import { sampleKey, samplePerson, sampleProfile, sampleSeen } from '../../testing/samples.ts';
import type { MemoryComposeStore } from './memory-compose-store.ts';

/** What happens to one request for a boost. `unknownYet`: the post has not arrived there. */
export type BoostFault = 'none' | 'notSent' | 'lostOnTheWay' | 'answerLost' | 'unknownYet';

export interface BoostingAccounts {
  readonly keys: readonly AccountKey[];
  /** `account uri` of every boost that was made: servers that boost again when asked again show it here. */
  readonly made: readonly string[];
  readonly states: () => readonly string[];
  readonly isQuiet: () => boolean;
  /** The feature in one life of the app; `call` runs a request as that life's wire does. */
  begin(life: BoostingLife): CopiesFeature;
}

export interface BoostingLife {
  readonly clock: Clock;
  readonly call: <T>(request: () => Promise<Result<T>>) => Promise<Result<T>>;
  readonly locate: CopyDeps['locate'];
  /** The account that writes. */
  readonly writer: SignedInAccount;
}

const lost: AppError = { kind: 'offline', host: 'b.example', reason: 'timeout', mayHaveArrived: true };
const noNetwork: AppError = { ...lost, reason: 'noNetwork', mayHaveArrived: false };

/** Accounts of another server that boost what one account writes; nothing of it survives a cut but the store and the server. */
export function createBoostingAccounts(store: MemoryComposeStore, count: number, faults: readonly BoostFault[]): BoostingAccounts {
  const copyStore = createMemoryCopyStore((undo) => store.join(undo));
  const keys = Array.from({ length: count }, (_, at) => sampleKey(`rest-${at}`));
  const made: string[] = [];
  let asked = 0;
  let lives = 0;
  const has = (account: AccountKey, uri: StatusUri): boolean => made.includes(`${account} ${uri}`);
  const seen = (account: AccountKey, uri: StatusUri): SeenStatus => sampleSeen(uri, uri, {}, { reblogged: has(account, uri) });

  async function boost(account: AccountKey, uri: StatusUri): Promise<Result<SeenStatus>> {
    const fault = faults[asked++] ?? 'none';
    if (fault === 'notSent') return fail(noNetwork);
    if (fault === 'unknownYet') return fail({ kind: 'notFound', what: 'status' });
    if (fault !== 'lostOnTheWay') made.push(`${account} ${uri}`);
    return fault === 'none' ? ok(seen(account, uri)) : fail(lost);
  }

  return {
    keys,
    made,
    states: () => copyStore.jobs().map(({ status }) => status.state),
    isQuiet: () => copyStore.jobs().every(({ status }) => status.state === 'done' || status.state === 'failed'),
    begin({ clock, call, locate, writer }) {
      lives += 1;
      const profile = sampleProfile();
      const connect = (account: AccountKey): SignedInAccount => ({
        key: account,
        person: samplePerson(account),
        profile,
        connection: { account, status: (id) => call(async () => ok(seen(account, id as string as StatusUri))) } as Partial<AccountConnection> as AccountConnection,
      });
      return createCopies({
        clock,
        random: createSeededRandom(1000 + lives),
        log: createRecordedLog(),
        lifecycle: createFakeLifecycle(),
        transactions: { run: (work) => store.transaction(work) },
        store: copyStore,
        statuses: { get: () => null, put: () => true } as Partial<CopyDeps['statuses']> as CopyDeps['statuses'],
        accounts: { keys: () => [writer.key, ...keys], signedIn: (key) => (key === writer.key ? writer : connect(key)) },
        publish: () => {},
        // A post's address stands for its id there.
        localId: async (_account, uri) => ok(uri as string as SeenStatus['marks']['id']),
        async act({ account, uri }) {
          const answer = await call(() => boost(account, uri));
          return answer.ok ? ok({ status: answer.value.status, marks: [{ account, ...answer.value.marks }] }) : answer;
        },
        locate,
        gone: () => {},
        measure: () => null,
        keepMedia: async () => fail({ kind: 'notFound', what: 'file' }),
        saveDraft: () => {},
      });
    },
  };
}
