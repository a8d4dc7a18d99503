import { oauthRoutes } from '../oauth/routes.ts';
import { accountRoutes } from './accounts.ts';
import { discoverPeopleRoutes } from './discover-people.ts';
import { discoveryRoutes } from './discovery.ts';
import { filterRoutes } from './filters.ts';
import { groupedNotificationRoutes } from './grouped-notifications.ts';
import { instanceRoutes } from './instance.ts';
import { listRoutes } from './lists.ts';
import { mediaRoutes } from './media.ts';
import { moveRoutes } from './moves.ts';
import { notificationRoutes } from './notifications.ts';
import { ownRoutes } from './own.ts';
import { relationRoutes } from './relations.ts';
import { createRouter } from './router.ts';
import { scheduledRoutes } from './scheduled.ts';
import { searchRoutes } from './search.ts';
import { statusRoutes } from './statuses.ts';
import { timelineRoutes } from './timelines.ts';
import { transferRoutes } from './transfers.ts';
import { settingsRoutes } from '../settings/index.ts';

/** Every route of every kind; a route's `needs` keeps it from the kinds that lack it. */
export const findRoute = createRouter([
  ...oauthRoutes,
  ...accountRoutes,
  ...relationRoutes,
  ...statusRoutes,
  ...scheduledRoutes,
  ...timelineRoutes,
  ...notificationRoutes,
  ...groupedNotificationRoutes,
  ...listRoutes,
  ...filterRoutes,
  ...ownRoutes,
  ...moveRoutes,
  ...transferRoutes,
  ...settingsRoutes,
  ...discoverPeopleRoutes,
  ...mediaRoutes,
  ...searchRoutes,
  ...instanceRoutes,
  ...discoveryRoutes,
]);
