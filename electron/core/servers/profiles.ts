import { fail, type Result } from '../../contract/result.ts';
import type { Fediverse, ServerProfile } from '../fediverse.ts';
import type { Clock } from '../ports.ts';

/** What servers answered to a probe, kept for an hour; failures are not kept. */
export interface Profiles {
  /** From the cache where it is young enough; otherwise one probe, shared by all who ask meanwhile. */
  of(address: string): Promise<Result<ServerProfile>>;
  /** As `of`, for an address that is still being typed: a newer one ends the probe of the one before. */
  whileTyping(address: string): Promise<Result<ServerProfile>>;
  /** Asked anew. */
  fresh(address: string): Promise<Result<ServerProfile>>;
  close(): void;
}

const keepMs = 60 * 60_000;
const maxKept = 64;

interface Asking {
  readonly answer: Promise<Result<ServerProfile>>;
  readonly abort: AbortController;
  /** Somebody waits for it who is not typing. */
  needed: boolean;
}

export function createProfiles({ clock, fediverse }: { readonly clock: Clock; readonly fediverse: Fediverse }): Profiles {
  const kept = new Map<string, ServerProfile>();
  const asking = new Map<string, Asking>();
  let typed: string | null = null;

  function keep(name: string, profile: ServerProfile): void {
    kept.delete(name);
    kept.set(name, profile);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
  }

  function ask(name: string): Asking {
    const running = asking.get(name);
    if (running !== undefined) return running;
    const abort = new AbortController();
    const answer = fediverse.probe(name, { signal: abort.signal }).then((probed) => {
      if (probed.ok) keep(name, probed.value);
      return probed;
    });
    const started: Asking = { answer: answer.finally(() => asking.get(name) === started && asking.delete(name)), abort, needed: false };
    asking.set(name, started);
    return started;
  }

  function young(name: string): Result<ServerProfile> | null {
    const profile = kept.get(name);
    const ageMs = profile === undefined ? Infinity : clock.now() - profile.checkedAt;
    return profile !== undefined && ageMs >= 0 && ageMs < keepMs ? { ok: true, value: profile } : null;
  }

  function dropTyped(name: string): void {
    const before = typed === null || typed === name ? undefined : asking.get(typed);
    if (typed !== null && before !== undefined && !before.needed) {
      asking.delete(typed);
      before.abort.abort();
    }
    typed = name;
  }

  async function of(address: string): Promise<Result<ServerProfile>> {
    const name = nameOf(address);
    const known = young(name);
    if (known !== null) return known;
    const probe = ask(name);
    probe.needed = true;
    return probe.answer;
  }

  return {
    of,
    async whileTyping(address) {
      const name = nameOf(address);
      dropTyped(name);
      const known = young(name);
      if (known !== null) return known;
      const probe = ask(name);
      const answer = await probe.answer;
      return probe.abort.signal.aborted ? fail({ kind: 'cancelled' }) : answer;
    },
    fresh(address) {
      kept.delete(nameOf(address));
      return of(address);
    },
    close() {
      for (const { abort } of asking.values()) abort.abort();
    },
  };
}

/** Names of hosts do not tell capitals from small letters; a handle's own part would, but it is not asked for here. */
function nameOf(address: string): string {
  return address.trim().toLowerCase();
}
