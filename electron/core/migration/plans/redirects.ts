import type { CallOptions } from '../../fediverse.ts';
import type { PublicReader } from '../../fediverse-moving.ts';

/** People move once or twice in their lives; more is a circle or a joke. */
const mostHops = 6;

/** Where a chain of redirects ends that begins at `movedTo`, a URI or a handle; null where it ends right there. */
export async function endOfRedirects(movedTo: string, reader: PublicReader, options: CallOptions): Promise<string | null> {
  const seen = new Set([movedTo]);
  let at = movedTo;
  for (let hop = 0; hop < mostHops; hop += 1) {
    const uri = at.startsWith('https://') ? at : await reader.actorUri(at, options).then((found) => (found.ok ? found.value : null));
    const actor = uri === null ? null : await reader.actor(uri, options);
    const next = actor?.ok === true ? actor.value.movedTo : null;
    if (next === null || seen.has(next)) break;
    seen.add(next);
    at = next;
  }
  return at === movedTo ? null : at;
}
