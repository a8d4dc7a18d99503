import { oauthRoutes } from '../oauth/routes.ts';
import { accountRoutes } from './accounts.ts';
import { discoveryRoutes } from './discovery.ts';
import { instanceRoutes } from './instance.ts';
import { mediaRoutes } from './media.ts';
import { relationRoutes } from './relations.ts';
import { createRouter } from './router.ts';
import { scheduledRoutes } from './scheduled.ts';
import { searchRoutes } from './search.ts';
import { statusRoutes } from './statuses.ts';
import { timelineRoutes } from './timelines.ts';

/** Every route of every kind; a route's `needs` keeps it from the kinds that lack it. */
export const findRoute = createRouter([
  ...oauthRoutes, ...accountRoutes, ...relationRoutes, ...statusRoutes, ...scheduledRoutes, ...timelineRoutes, ...mediaRoutes, ...searchRoutes, ...instanceRoutes, ...discoveryRoutes,
]);
