import type { mastodon } from 'masto';
import type { Visibility } from '../../contract/statuses.ts';
import type { NewStatus, ServerProfile } from '../../core/fediverse.ts';

/** The servers' own words for visibilities that are not Mastodon's (GoToSocial; Akkoma and Pleroma). */
const visibilityWords: Readonly<Record<Visibility, string>> = {
  public: 'public',
  unlisted: 'unlisted',
  private: 'private',
  direct: 'direct',
  local: 'local',
  mutuals: 'mutuals_only',
};

/** Everything is said outright: what is left out becomes the user's default, even below a direct message (ihabunek/toot#510). */
export function toCreateParams(status: NewStatus, profile: ServerProfile): mastodon.rest.v1.CreateStatusParams {
  const base = {
    status: status.text,
    sensitive: status.sensitive,
    visibility: visibilityWords[isLocalWord(status, profile) ? 'local' : status.visibility] as mastodon.v1.StatusVisibility,
    ...(status.spoilerText === '' ? {} : { spoilerText: status.spoilerText }),
    ...(status.language === null ? {} : { language: status.language }),
    ...(status.inReplyToId === null ? {} : { inReplyToId: status.inReplyToId }),
    ...quoteParams(status, profile),
    ...(status.localOnly === true && !isPleroma(profile) ? { localOnly: true } : {}),
    ...(status.allowedMentions === undefined ? {} : { allowedMentions: [...status.allowedMentions] }),
    ...(status.contentType === undefined ? {} : { contentType: status.contentType }),
    // The type of masto.js has two shapes, with the time and without; one object serves both.
    ...(status.scheduledAt === undefined ? {} : { scheduledAt: new Date(status.scheduledAt).toISOString() as unknown as null }),
  };
  // Servers take one or the other; a post with both is stopped before it gets here.
  if (status.poll === null) return status.mediaIds.length === 0 ? base : { ...base, mediaIds: status.mediaIds };
  const { options, expiresInMs, multiple } = status.poll;
  return { ...base, poll: { options: [...options], expiresIn: Math.round(expiresInMs / 1000), multiple } };
}

/** Akkoma and Pleroma keep a post at home by its visibility; one for fewer people than all of the server stays that. */
function isLocalWord({ localOnly, visibility }: NewStatus, profile: ServerProfile): boolean {
  return localOnly === true && isPleroma(profile) && (visibility === 'public' || visibility === 'unlisted');
}

/** `quote_id` on the servers that had quotes before Mastodon (Akkoma, Pleroma, Sharkey); they know no policy. */
function quoteParams({ quotedId, quotePolicy }: NewStatus, profile: ServerProfile) {
  if (quotedId !== undefined && hasOldQuotes(profile)) return { quoteId: quotedId };
  return { ...(quotedId === undefined ? {} : { quotedStatusId: quotedId }), ...(quotePolicy === undefined ? {} : { quoteApprovalPolicy: quotePolicy }) };
}

export function hasOldQuotes(profile: ServerProfile): boolean {
  return isPleroma(profile) || profile.summary.software === 'sharkey';
}

/** `id[]` on Mastodon 4.3+ and Mitra, `ids[]` on Akkoma and Pleroma (status_controller.ex). */
export function batchParams(ids: readonly string[], profile: ServerProfile): mastodon.rest.v1.FetchStatusesParams {
  return (isPleroma(profile) ? { ids } : { id: ids }) as mastodon.rest.v1.FetchStatusesParams;
}

/** Pleroma and its fork Akkoma share most manners. */
export function isPleroma({ summary }: ServerProfile): boolean {
  return summary.software === 'akkoma' || summary.software === 'pleroma';
}
