import type { mastodon } from 'masto';
import { fail, ok, type Result } from '../../contract/index.ts';
import type { SeenStatus, ServerProfile } from '../../core/fediverse.ts';
import type { NewReport, PostCalls, StatusEdit } from '../../core/fediverse-posts.ts';
import type { AccountApi } from './account-api.ts';
import { asRecord, get } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseHistory, parseOwnSource, parseRules, parseTranslation } from './parse-post.ts';
import { parseSeenStatus, unwrapBoost } from './parse-status.ts';
import { pathPart } from './rest-plan.ts';

/** Servers ask another service (Mastodon lib/translation_service.rb). */
const translateTimeoutMs = 30_000;

/** The calls about posts of one account; see `PostCalls`. */
export function postCalls(api: AccountApi, profile: ServerProfile, parse: ParseContext): PostCalls {
  const { host } = new URL(profile.apiBase);
  const readSeen = (json: unknown): SeenStatus | null => parseSeenStatus(json, parse);
  const unsupported = (capability: string): Result<never> => fail({ kind: 'unsupported', capability });

  return {
    async source(id, options) {
      const [post, source] = await Promise.all([
        api.send((rest) => rest.v1.statuses.$select(pathPart(id)).fetch(), { what: 'status', options }),
        api.send((rest) => rest.v1.statuses.$select(pathPart(id)).source.fetch(), { what: 'source', options }),
      ]);
      if (!post.ok) return post;
      // Hollo and Mitra let a post be edited but have no source endpoint.
      const isAbsent = !source.ok && (source.error.kind === 'notFound' || source.error.kind === 'unsupported');
      if (!source.ok && !isAbsent) return source;
      const own = parseOwnSource(post.value.json, source.ok ? source.value.json : null, parse);
      return own === null ? fail({ kind: 'badAnswer', host, reason: 'wrongShape', status: post.value.status, mayHaveArrived: false }) : ok(own);
    },
    edit: (id, edit, options) => (profile.capabilities.editing ? api.call((rest) => rest.v1.statuses.$select(pathPart(id)).update(toUpdateParams(edit)), readSeen, { what: 'status', options }) : Promise.resolve(unsupported('editing'))),
    async delete(id, options) {
      const answer = await api.send((rest) => rest.v1.statuses.$select(pathPart(id)).remove(), { what: 'status', options });
      return answer.ok ? ok(null) : answer;
    },
    reblog: (id, visibility, options) => api.call((rest) => rest.v1.statuses.$select(pathPart(id)).reblog({ visibility }), (json) => readSeen(unwrapBoost(json)), { what: 'status', options }),
    history: (id, options) => api.call((rest) => rest.v1.statuses.$select(pathPart(id)).history.list(), (json) => parseHistory(json, parse), { what: 'status', options }),
    translate: (id, lang, options) =>
      profile.capabilities.translation
        ? api.call((rest) => rest.v1.statuses.$select(pathPart(id)).translate({ lang }), parseTranslation, { what: 'status', timeoutMs: translateTimeoutMs, options })
        : Promise.resolve(unsupported('translation')),
    rules: (options) => api.call((rest) => rest.v1.instance.fetch(), (json) => parseRules(get(asRecord(json), 'rules') ?? []), { what: 'rules', options }),
    async report(report, options) {
      const answer = await api.send((rest) => rest.v1.reports.create(toReportParams(report)), { what: 'report', options });
      return answer.ok ? ok(null) : answer;
    },
  };
}

/** The full state every time (Mastodon update_status_service.rb): what is left out is taken away. */
function toUpdateParams({ text, spoilerText, sensitive, language, contentType, media, poll }: StatusEdit): mastodon.rest.v1.UpdateStatusParams {
  const params = {
    status: text,
    spoilerText,
    sensitive,
    ...(language === null ? {} : { language }),
    // Glitch and Akkoma would read Markdown as plain text without it.
    ...(contentType === null ? {} : { contentType }),
    ...(media.length === 0 ? {} : { mediaIds: media.map(({ id }) => id), mediaAttributes: media.map(({ id, description }) => ({ id, description })) }),
    ...(poll === null ? {} : { poll: { options: [...poll.options], multiple: poll.multiple, expiresIn: Math.round(poll.expiresInMs / 1000) } }),
  };
  // masto.js types media and a poll as either-or, and knows no content type; the planner writes what it is given.
  return params as object as mastodon.rest.v1.UpdateStatusParams;
}

function toReportParams({ account, statuses, category, ruleIds, comment, forward }: NewReport): mastodon.rest.v1.ReportAccountParams {
  return {
    accountId: account,
    statusIds: [...statuses],
    category,
    comment,
    forward,
    ...(category === 'violation' ? { ruleIds: [...ruleIds] } : {}),
  };
}
