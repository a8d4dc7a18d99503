import type { Activity } from '../federation/activities.ts';
import type { OracleDeed } from '../oracle.ts';
import type { Account, Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { fullHandle, must, now, serverOfUri } from '../model/server.ts';

/** Sends an activity to the servers of these accounts, once each; local accounts need none. */
export function sendTo(server: PracticeServer, activity: Activity, accounts: Iterable<Account>): void {
  const domains = new Set<string>();
  for (const account of accounts) if (account.domain !== null) domains.add(account.domain);
  for (const domain of domains) {
    const to = server.world.servers.get(domain);
    if (to) server.world.send(activity, server, to);
  }
}

/** Everybody a post goes to: followers unless it is direct, who is mentioned, who is answered, and who already dealt with it. */
export function audienceOf(server: PracticeServer, status: Status): Account[] {
  const { tables } = server;
  const ids = new Set(status.mentions.map((mention) => mention.accountId));
  if (status.visibility !== 'direct') for (const follow of tables.follows.by('target', status.accountId)) ids.add(follow.source);
  if (status.inReplyToAccountId) ids.add(status.inReplyToAccountId);
  const subject = status.reblogOfId ?? status.id;
  const original = tables.statuses.get(subject);
  if (original) ids.add(original.accountId);
  for (const boost of tables.statuses.by('reblogOf', subject)) ids.add(boost.accountId);
  for (const reply of tables.statuses.by('parent', status.id)) ids.add(reply.accountId);
  for (const favourite of tables.favourites.by('target', status.id)) ids.add(favourite.source);
  return [...ids].flatMap((id) => tables.accounts.get(id) ?? []);
}

/** Writes down what an account of this server did. */
export function record(server: PracticeServer, deed: OracleDeed, account: Account, uri: string, text = ''): void {
  server.world.touch();
  server.world.oracle.record({ at: now(server), server: server.domain, deed, account: fullHandle(server, account), uri, text });
}

export function authorOf(server: PracticeServer, status: Status): Account {
  return must(server.tables.accounts.get(status.accountId), 'author');
}

/** Tells the server a post is from. */
export function sendHome(server: PracticeServer, activity: Activity, uri: string): void {
  const home = serverOfUri(server.world, uri);
  if (home && home !== server) server.world.send(activity, server, home);
}
