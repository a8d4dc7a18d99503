import type { Handlers } from '../../contract/index.ts';
import type { serverCalls } from '../../contract/servers.ts';
import type { Servers } from './servers.ts';

export { createProfiles, type Profiles } from './profiles.ts';
export { createServers, type Servers, type ServersDeps } from './servers.ts';

/** This feature's part of the table of handlers. */
export function serverHandlers(servers: Servers): Pick<Handlers, keyof typeof serverCalls> {
  return {
    'servers.check': (input) => servers.check(input),
    'servers.suggestions': () => servers.suggestions(),
    'servers.startPractice': () => servers.startPractice(),
  };
}
