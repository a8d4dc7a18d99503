import type { OwnAccount, ServerProfile } from '../fediverse.ts';

/**
 * Whether an account really lives on the server that was signed in to: a server that hands out somebody else's
 * identity would otherwise have the person post and follow under a name it chose.
 */
export function livesOn(profile: ServerProfile, own: OwnAccount): boolean {
  const hosts = new Set([profile.summary.apiHost, profile.summary.domain].map((host) => host.toLowerCase()));
  const domain = own.person.handle.split('@').at(1)?.toLowerCase();
  const places = [own.person.uri, own.person.url].flatMap((link) => (link === null ? [] : [hostOf(link)]));
  return own.id !== '' && domain !== undefined && hosts.has(domain) && places.every((host) => host !== null && hosts.has(host));
}

function hostOf(link: string): string | null {
  return URL.parse(link)?.host ?? null;
}
