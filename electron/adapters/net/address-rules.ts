import ipaddr from 'ipaddr.js';

/** Azure's host service: a public-looking address that only answers the machine itself. */
const metadataAddresses = new Set(['168.63.129.16']);
/** All of today's global IPv6 unicast (RFC 4291, IANA registry). Everything else is special or unassigned. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * True for every address a server on the open internet cannot have: loopback, private, link-local, carrier-grade NAT,
 * NAT64, 6to4, Teredo, multicast, documentation, cloud metadata. Text that is no address counts as special.
 */
export function isSpecialAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return true;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return true;
  return address.kind() === 'ipv6' ? !address.match(globalUnicast) : metadataAddresses.has(address.toString());
}

/**
 * Whether the host of a URL is an address. `URL` has already turned decimal, octal, hex, short and trailing-dot
 * spellings of IPv4 into dotted form.
 */
export function isAddress(hostname: string): boolean {
  return ipaddr.isValid(hostname);
}

/** Whether the host of a URL says by itself that it is inside: a special address, or a local name. */
export function isInside(hostname: string): boolean {
  return isAddress(hostname) ? isSpecialAddress(hostname) : isLocalName(hostname);
}

/**
 * Names that mean this machine or this network by definition (RFC 6761, RFC 6762, RFC 8375, RFC 9476-style private use).
 * So does a name without a dot: a resolver, or the proxy behind which it is looked up, completes it with its own domain.
 */
export function isLocalName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return !name.includes('.') || /\.(?:localhost|local|internal|home\.arpa)$/.test(name);
}
