import type { AccountKey } from '../../../contract/ids.ts';
import { fail, ok, type AppError, type Result } from '../../../contract/result.ts';
import type { AccountConnection, NewStatus } from '../../fediverse.ts';
import { sampleSeen } from '../../testing/samples.ts';
import type { FakeMedia } from './fake-media.ts';
import type { FakeServer, PostFault, RemovalFault } from './fake-server.ts';

const never = new Promise<never>(() => {});

/** What stands between one life of the app and the server. */
export interface Wire {
  readonly account: AccountKey;
  step(): void;
  alive(): boolean;
  /** What happens to an answer that is there: the machine may be asleep. */
  arrive<T>(answer: Result<T>): Promise<Result<T>>;
  nextFault(): PostFault;
  nextRemovalFault(): RemovalFault;
  requestLeaves(): void;
  readError(): AppError | null;
}

export function connect(server: FakeServer, media: FakeMedia, wire: Wire): AccountConnection {
  const call = <T>(request: () => Promise<Result<T>>): Promise<Result<T>> => callOver(wire, request);
  return {
    account: wire.account,
    post: (status, key) =>
      call(() => {
        wire.requestLeaves();
        return server.post(status, key, wire.nextFault());
      }),
    ownPosts: () =>
      call(async () => {
        const error = wire.readError();
        return error === null ? server.ownPosts() : fail(error);
      }),
    serverTime: () => null,
    status: (id) => call(async () => ok(sampleSeen(`https://a.example/s/${id}`, id))),
    uploadMedia: (file, options) => call(() => media.uploadMedia(file, options)),
    uploadedMedia: (id) => call(() => media.uploadedMedia(id)),
    describeMedia: (id, words) => call(() => media.describeMedia(id, words)),
    writing: {
      schedule: (status: NewStatus, key: string) =>
        call(() => {
          wire.requestLeaves();
          return server.schedule(status, key, wire.nextFault());
        }),
      scheduled: () =>
        call(async () => {
          const error = wire.readError();
          return error === null ? server.scheduled() : fail(error);
        }),
      cancelScheduled: (id: string) => call(() => server.cancelScheduled(id, wire.nextRemovalFault())),
    } as Partial<AccountConnection['writing']> as AccountConnection['writing'],
  } as Partial<AccountConnection> as AccountConnection;
}

/** A step before the request leaves, one when its answer is there; what a dead app asked for is never answered. */
export async function callOver<T>(wire: Pick<Wire, 'step' | 'alive' | 'arrive'>, request: () => Promise<Result<T>>): Promise<Result<T>> {
  if (!cutOffAt(wire)) return never;
  const answer = await wire.arrive(await request());
  return wire.alive() && cutOffAt(wire) ? answer : never;
}

/** False when the app was cut off at this very step. */
function cutOffAt(wire: Pick<Wire, 'step'>): boolean {
  try {
    wire.step();
    return true;
  } catch {
    return false;
  }
}
