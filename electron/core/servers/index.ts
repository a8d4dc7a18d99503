export { createProfiles, type Profiles } from './profiles.ts';
export { createServers, type Servers, type ServersDeps } from './servers.ts';
