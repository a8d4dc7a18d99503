/** What the environment says about proxies, in the spelling curl and the system settings of desktops share. */
export interface ProxyRules {
  /** The proxy for an https target; null where none is set or `NO_PROXY` covers the host. */
  proxyFor(hostname: string, port: number): URL | null;
}

export function createProxyRules(env: Readonly<Record<string, string | undefined>>): ProxyRules {
  const text = env['https_proxy'] ?? env['HTTPS_PROXY'] ?? env['all_proxy'] ?? env['ALL_PROXY'] ?? '';
  const proxy = text === '' ? null : URL.parse(text.includes('://') ? text : `http://${text}`);
  const exceptions = (env['no_proxy'] ?? env['NO_PROXY'] ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return {
    proxyFor: (hostname, port) => (proxy === null || exceptions.some((entry) => covers(entry, hostname, port)) ? null : proxy),
  };
}

/** `NO_PROXY` entries: `*`, `host`, `.suffix`, `*.suffix`, each with an optional `:port`; a host covers its sub-domains too, as in curl. */
function covers(entry: string, hostname: string, port: number): boolean {
  if (entry === '*') return true;
  const { name, entryPort } = /^(?<name>.+?)(?::(?<entryPort>\d+))?$/.exec(entry)?.groups ?? {};
  if (name === undefined || (entryPort !== undefined && Number(entryPort) !== port)) return false;
  const suffix = name.toLowerCase().replace(/^\*?\./, '');
  const host = hostname.toLowerCase();
  return host === suffix || host.endsWith(`.${suffix}`);
}
