import { describe, expect, test } from 'vitest';
import { isSpecialAddress } from './address-rules.ts';
import { openNet } from './testing/local-server.ts';

/** Hosts as an attacker writes them; none may be connected to. */
const spellings = [
  'router', 'intranet.', 'nas.home.arpa',
  '127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0x7f.0.0.1', '0177.0.0.1', '0177.1', '017700000001', '127.0.0.1.', '127.255.255.254',
  '0.0.0.0', '0', '0.0.0.1', '%31%32%37.0.0.1', '１２７.0.0.1', '①②⑦.0.0.1', '127。0。0。1',
  '10.0.0.1', '10.255.255.255', '0x0a000001', '012.0.0.1', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.1', '3232235521', '0xc0a80001', '0300.0250.0.1',
  '169.254.169.254', '169.254.0.1', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '168.63.129.16', '100.64.0.1', '100.100.100.200', '100.127.255.254',
  '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '192.88.99.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255',
  '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[::ffff:169.254.169.254]', '[::127.0.0.1]', '[::7f00:1]', '[::ffff:0:127.0.0.1]',
  '[64:ff9b::7f00:1]', '[64:ff9b::10.0.0.1]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[2002:a00:1::1]', '[2001::1]', '[2001:db8::1]', '[3fff::1]',
  '[fc00::1]', '[fd00:ec2::254]', '[fdff::1]', '[fe80::1]', '[febf::1]', '[fec0::1]', '[ff02::1]', '[100::1]', '[4000::1]', '[5f00::1]',
  'localhost', 'LOCALHOST', 'localhost.', 'foo.localhost', 'printer.local', 'metadata.google.internal',
];

describe('literal addresses', () => {
  test(`refuses ${spellings.length} spellings without connecting`, async () => {
    expect(new Set(spellings).size).toBeGreaterThanOrEqual(80);
    const looked: string[] = [];
    const net = openNet({ lookup: (host, _options, done) => (looked.push(host), done(null, [{ address: '8.8.8.8', family: 4 }])) });
    for (const host of spellings) {
      const result = await net.request({ method: 'GET', url: `https://${host}/`, headers: {}, timeoutMs: 1000, maxBytes: 1000 });
      expect([host, result]).toEqual([host, { ok: false, error: expect.objectContaining({ kind: 'offline', reason: 'privateAddress', mayHaveArrived: false }) }]);
    }
    expect(looked).toEqual([]);
  });

  test.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a01:4f8::1', '::ffff:8.8.8.8'])('%s is of the open internet', (address) => {
    expect(isSpecialAddress(address)).toBe(false);
  });

  test.each(['', 'example.com', '1.2.3.4.5', '::g'])('what is no address counts as special: %j', (text) => {
    expect(isSpecialAddress(text)).toBe(true);
  });
});

describe('names', () => {
  const special = ['127.0.0.1', '10.1.2.3', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1'];

  test.each(special)('a name that leads to %s is refused', async (address) => {
    const net = openNet({ lookup: (_host, _options, done) => done(null, [{ address, family: address.includes(':') ? 6 : 4 }]) });
    const result = await net.request({ method: 'GET', url: 'https://rebind.test/', headers: {}, timeoutMs: 1000, maxBytes: 1000 });
    expect(result).toEqual({ ok: false, error: { kind: 'offline', host: 'rebind.test', reason: 'privateAddress', mayHaveArrived: false } });
  });
});
