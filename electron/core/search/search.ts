import { ok } from '../../contract/result.ts';
import { createBackfills } from './backfill.ts';
import { createIndexer } from './indexer.ts';
import { createMemory } from './memory.ts';
import { createResolve } from './resolve.ts';
import { createSavedSearch } from './saved.ts';
import { createServerSearch } from './servers.ts';
import type { Search, SearchDeps } from './types.ts';

/** Looking for posts, people and tags: in what Skein has seen, and on the servers of all accounts. */
export function createSearch(deps: SearchDeps): Search {
  const closing = new AbortController();
  const tell = (): void => deps.publish('search.status', sizes());
  const memory = createMemory(deps);
  const indexer = createIndexer(deps, tell);
  const servers = createServerSearch(deps);
  const backfills = createBackfills(deps, tell);
  const resolve = createResolve(deps, closing.signal);

  const sizes = () => ({ ...deps.search.size(), backfills: backfills.all() });

  return {
    saved: createSavedSearch(deps),
    memory: (input) => ok(memory.search(input)),
    quick: ({ text }) => ok(memory.quick(text)),
    servers: ({ id, text, kind }) => ok(servers.run(id, text, kind)),
    stop({ id }) {
      servers.stop(id);
      return ok(null);
    },
    resolve: ({ text }) => resolve(text),
    status: () => ok(sizes()),
    backfill({ account, run }) {
      if (run) return backfills.run(account);
      backfills.stop(account);
      return ok(null);
    },
    forget() {
      indexer.forget();
      return ok(null);
    },
    start: () => indexer.start(),
    close() {
      closing.abort();
      servers.close();
      backfills.close();
      indexer.close();
    },
  };
}
