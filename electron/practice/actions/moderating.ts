import type { PracticeServer } from '../model/server.ts';
import type { InstanceBlock } from '../model/moving-rows.ts';
import { dropFollow } from './people.ts';
import { keepSeverance } from './severing.ts';

/** Blocks a server. `suspend` ends every follow in both directions without a word to the other side (block_domain_service.rb). */
export function blockServer(server: PracticeServer, domain: string, options: Partial<Omit<InstanceBlock, 'id'>>): void {
  const block: InstanceBlock = { id: domain, severity: options.severity ?? 'suspend', comment: options.comment ?? '', obfuscated: options.obfuscated ?? false };
  server.tables.instanceBlocks.put(block);
  if (block.severity === 'suspend') {
    const { accounts, follows, followRequests } = server.tables;
    for (const user of server.tables.users.all()) keepSeverance(server, user.id, 'domain_block', domain);
    const gone = accounts.all().filter((account) => account.domain === domain);
    for (const { id } of gone)
      for (const row of [...follows.by('source', id), ...follows.by('target', id), ...followRequests.by('source', id), ...followRequests.by('target', id)])
        dropFollow(server, row.source, row.target);
  }
  server.world.touch();
}
