import type { Activity } from './federation/activities.ts';
import { receive } from './federation/receive.ts';
import type { PracticeServer } from './model/server.ts';
import { refuses } from './model/server.ts';

const hourMs = 3_600_000;
/** Between two tries to reach a server that is down: often at first, then seldom, and then never (delivery_worker.rb: 16 tries, some 3 days). */
const retryMs = 30_000;
const seldomAfterMs = hourMs;
const giveUpAfterMs = 72 * hourMs;

export interface Wires {
  readonly send: (activity: Activity, from: PracticeServer, to: PracticeServer) => void;
  /** Delivers everything that is under way, at once and in order. */
  flush(): void;
  readonly underWay: number;
}

interface Parcel {
  readonly activity: Activity;
  readonly to: PracticeServer;
  readonly lane: string;
  readonly belowCursor: boolean;
  readonly sentAt: number;
  cancel: () => void;
}

/**
 * Delivery between practice servers. What one server sends to another keeps its order, as one inbox queue would; it
 * takes `delayMs` of the world's clock.
 */
export function createWires(delayMs: () => number): Wires {
  const lanes = new Map<string, Parcel[]>();
  let underWay = 0;

  function deliver(parcel: Parcel): void {
    underWay -= 1;
    const { to } = parcel;
    receive(to, parcel.activity, parcel.belowCursor ? 'published' : to.traits.idTime);
    to.world.touch();
  }

  /** Delivers the head of a lane once it is due, then waits for the next. */
  function run(lane: Parcel[]): void {
    const head = lane[0];
    if (!head) return;
    const ageMs = head.to.world.clock.now() - head.sentAt;
    if (head.to.faults.down && ageMs < giveUpAfterMs) {
      head.cancel = head.to.world.clock.after(ageMs < seldomAfterMs ? retryMs : hourMs, () => run(lane));
      return;
    }
    lane.shift();
    if (head.to.faults.down) underWay -= 1;
    else deliver(head);
    if (lane[0]) schedule(lane);
  }
  function schedule(lane: Parcel[], extraMs = 0): void {
    const head = lane[0];
    if (head) head.cancel = head.to.world.clock.after(delayMs() + extraMs, () => run(lane));
  }

  return {
    send(activity, from, to) {
      if (refuses(from, to.domain) || refuses(to, from.domain) || (activity.type === 'Move' && to.faults.moves.losesMoves)) return;
      const faults = to.faults.takeDelivery();
      if (faults.some((fault) => fault.kind === 'lost')) return;
      const lateMs = faults.reduce((sum, fault) => sum + (fault.kind === 'late' ? fault.ms : 0), 0);
      const parcel: Parcel = {
        activity,
        to,
        lane: `${from.domain}>${to.domain}`,
        sentAt: to.world.clock.now(),
        belowCursor: faults.some((fault) => fault.kind === 'belowCursor'),
        cancel: () => {},
      };
      underWay += 1;
      // A late parcel leaves the queue: the ones behind it overtake, as a retried delivery is overtaken.
      if (lateMs > 0) {
        const alone = [parcel];
        lanes.set(`${parcel.lane} late ${underWay} ${to.world.clock.now()}`, alone);
        schedule(alone, lateMs);
        return;
      }
      const lane = lanes.get(parcel.lane) ?? [];
      lanes.set(parcel.lane, lane);
      lane.push(parcel);
      if (lane.length === 1) schedule(lane);
    },
    flush() {
      // What waits for a server that is down goes on waiting.
      const reachable = () => [...lanes].filter(([, lane]) => lane[0] && !lane[0].to.faults.down);
      for (let ready = reachable(); ready.length > 0; ready = reachable()) {
        for (const [name, lane] of ready) {
          lanes.delete(name);
          for (const parcel of lane) {
            parcel.cancel();
            deliver(parcel);
          }
        }
      }
    },
    get underWay() {
      return underWay;
    },
  };
}
