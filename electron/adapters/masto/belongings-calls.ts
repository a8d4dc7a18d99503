import type { AccountKey } from '../../contract/ids.ts';
import type { BelongingsCalls } from '../../core/fediverse-belongings.ts';
import type { ServerProfile } from '../../core/fediverse.ts';
import type { Clock, Net } from '../../core/ports.ts';
import type { AccountApi } from './account-api.ts';
import { createAsking } from './belongings-asking.ts';
import { belongingsLists, belongingsTags, filtersV1, filtersV2 } from './belongings-lists.ts';
import { belongingsPeople } from './belongings-people.ts';
import { belongingsProfile } from './belongings-profile.ts';
import type { ParseContext } from './parse-context.ts';

export interface BelongingsDeps {
  readonly account: AccountKey;
  readonly server: ServerProfile;
  readonly parse: ParseContext;
  readonly clock: Clock;
  readonly net: Net;
  readonly userAgent: string;
}

/** The calls about what belongs to one account; see `BelongingsCalls`. */
export function belongingsCalls(api: AccountApi, { account, server, parse, clock, net, userAgent }: BelongingsDeps): BelongingsCalls {
  const asking = createAsking(api, server.apiBase);
  return {
    ...belongingsPeople(asking, account, parse),
    ...belongingsLists(asking, parse),
    ...(server.capabilities.filtersV2 ? filtersV2 : filtersV1)(asking, { api, clock }),
    ...belongingsTags(asking),
    ...belongingsProfile({ api, asking, net, userAgent, server }),
    rates: () => api.rates(),
    bulkOpenAt: (what) => api.bulkOpenAt(what === 'follow' ? 'following' : 'general'),
  };
}
