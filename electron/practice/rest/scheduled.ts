import { publishStatus } from '../actions/posting.ts';
import { mediaEntity } from '../entities/status.ts';
import type { Json } from '../entities/json.ts';
import { isoTime } from '../entities/json.ts';
import type { ScheduledStatus } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { must, now } from '../model/server.ts';
import { byIdNewestFirst } from '../entities/account.ts';
import { pageReply } from './paging.ts';
import { createParams } from './params.ts';
import { invalid, json, notFound } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Route, SignedCall } from './router.ts';
import { signed } from './router.ts';

export function scheduledEntity(server: PracticeServer, row: ScheduledStatus): Json {
  const given = createParams(JSON.parse(JSON.stringify(row.params)));
  const poll = given.group('poll');
  return {
    id: row.id,
    scheduled_at: isoTime(row.scheduledAt),
    params: {
      text: given.text('text') ?? '',
      visibility: given.text('visibility') ?? 'public',
      spoiler_text: given.text('spoiler_text') ?? null,
      sensitive: given.flag('sensitive') ?? false,
      language: given.text('language') ?? null,
      media_ids: row.mediaIds.length > 0 ? row.mediaIds : null,
      in_reply_to_id: null,
      idempotency: null,
      scheduled_at: null,
      application_id: 1,
      with_rate_limit: false,
      quoted_status_id: given.text('quoted_status_id') ?? null,
      quote_approval_policy: given.text('quote_approval_policy') ?? 'public',
      poll: poll
        ? {
            options: poll.list('options') ?? [],
            expires_in: poll.number('expires_in') ?? 86_400,
            multiple: poll.flag('multiple') ?? false,
            hide_totals: poll.flag('hide_totals') ?? false,
          }
        : null,
    },
    media_attachments: row.mediaIds.flatMap((id) => server.tables.media.get(id) ?? []).map((media) => mediaEntity(server, media)),
  };
}

/** Publishes what is due. Also from accounts that have moved, like the real servers. */
export function publishDue(server: PracticeServer): void {
  for (const row of server.tables.scheduled.all()) {
    if (row.scheduledAt > now(server)) continue;
    server.tables.scheduled.delete(row.id);
    const author = must(server.tables.accounts.get(row.userId), 'account');
    const user = must(server.tables.users.get(row.userId), 'user');
    const given = createParams(JSON.parse(JSON.stringify(row.params)));
    const poll = given.group('poll');
    const visibility = (['public', 'unlisted', 'private', 'direct'] as const).find((name) => name === given.text('visibility')) ?? user.privacy;
    publishStatus(server, author, {
      text: given.text('text') ?? '',
      spoilerText: given.text('spoiler_text') ?? '',
      sensitive: given.flag('sensitive') ?? false,
      visibility,
      mediaIds: row.mediaIds,
      language: given.text('language') ?? user.language,
      inReplyTo: server.tables.statuses.get(given.text('in_reply_to_id') ?? '') ?? null,
      quote: server.tables.statuses.get(given.text('quoted_status_id') ?? '') ?? null,
      poll: poll
        ? {
            options: poll.list('options') ?? [],
            expiresInMs: (poll.number('expires_in') ?? 86_400) * 1000,
            multiple: poll.flag('multiple') ?? false,
            hideTotals: poll.flag('hide_totals') ?? false,
          }
        : null,
    });
  }
}

function own(call: SignedCall): ScheduledStatus | null {
  const row = call.server.tables.scheduled.get(call.at['id'] ?? '');
  return row && row.userId === call.viewerId ? row : null;
}

function change(call: SignedCall): Reply {
  const row = own(call);
  if (!row) return notFound(call.server);
  const at = Date.parse(call.params.text('scheduled_at') ?? '');
  if (!Number.isFinite(at) || at < now(call.server) + 300_000) return invalid('Scheduled at The scheduled date must be in the future');
  row.scheduledAt = at;
  call.server.world.touch();
  return json(scheduledEntity(call.server, row));
}

function cancel(call: SignedCall): Reply {
  const row = own(call);
  if (!row) return notFound(call.server);
  call.server.tables.scheduled.delete(row.id);
  call.server.world.touch();
  return json({});
}

export const scheduledRoutes: readonly Route[] = [
  signed(
    'GET',
    '/api/v1/scheduled_statuses',
    'read:statuses',
    (call) =>
      pageReply(
        call,
        byIdNewestFirst(call.server.tables.scheduled.by('user', call.viewerId)),
        { fallback: 20, max: 40, style: 'rows', cursorOf: (row) => row.id },
        (row) => scheduledEntity(call.server, row),
      ),
    { needs: 'scheduled' },
  ),
  signed(
    'GET',
    '/api/v1/scheduled_statuses/:id',
    'read:statuses',
    (call) => {
      const row = own(call);
      return row ? json(scheduledEntity(call.server, row)) : notFound(call.server);
    },
    { needs: 'scheduled' },
  ),
  signed('PUT', '/api/v1/scheduled_statuses/:id', 'write:statuses', change, { needs: 'scheduled' }),
  signed('DELETE', '/api/v1/scheduled_statuses/:id', 'write:statuses', cancel, { needs: 'scheduled' }),
];
