import type { StatusId } from '../../contract/ids.ts';
import type { ServerRule } from '../../contract/people.ts';
import { fail, ok, type AppError, type Result } from '../../contract/result.ts';
import type { StatusVersion } from '../../contract/statuses.ts';
import type { SeenStatus } from '../fediverse.ts';
import type { NewReport, OwnSource, PostCalls, StatusEdit, Translation } from '../fediverse-posts.ts';
import type { Answer } from './fake-inbox.ts';

/** The account's own posts on one scripted server, and what was asked about posts. */
export interface FakePosts {
  readonly sources: Map<StatusId, Omit<OwnSource, 'seen'>>;
  readonly edits: { readonly id: StatusId; readonly edit: StatusEdit }[];
  readonly boosts: { readonly id: StatusId; readonly visibility: string }[];
  readonly histories: Map<StatusId, readonly StatusVersion[]>;
  readonly reports: NewReport[];
  rules: readonly ServerRule[];
  translation: Translation | null;
  readonly calls: PostCalls;
}

const gone = fail<AppError>({ kind: 'notFound', what: 'status' });

export function createFakePosts(answer: Answer, statuses: Map<StatusId, SeenStatus>): FakePosts {
  const byId = (id: StatusId): Result<SeenStatus> => {
    const seen = statuses.get(id);
    return seen === undefined ? gone : ok(seen);
  };

  function source(id: StatusId): Result<OwnSource> {
    const seen = statuses.get(id);
    const typed = fake.sources.get(id);
    return seen === undefined || typed === undefined ? gone : ok({ seen, ...typed });
  }

  function edit(id: StatusId, change: StatusEdit): Result<SeenStatus> {
    const before = source(id);
    if (!before.ok) return before;
    fake.edits.push({ id, edit: change });
    const { seen } = before.value;
    const after: SeenStatus = { ...seen, status: { ...seen.status, spoilerText: change.spoilerText, sensitive: change.sensitive, language: change.language, editedAt: (seen.status.editedAt ?? 0) + 1 } };
    statuses.set(id, after);
    const media = before.value.media.map((each) => ({ ...each, description: change.media.find((one) => one.id === each.id)?.description ?? each.description }));
    fake.sources.set(id, { ...before.value, text: change.text, spoilerText: change.spoilerText, media });
    return ok(after);
  }

  const fake: FakePosts = {
    sources: new Map(),
    edits: [],
    boosts: [],
    histories: new Map(),
    reports: [],
    rules: [],
    translation: null,
    calls: {
      source: (id, options) => answer('source', options?.signal, () => source(id)),
      edit: (id, change, options) => answer('edit', options?.signal, () => edit(id, change)),
      delete: (id, options) => answer('delete', options?.signal, () => (statuses.delete(id) ? ok(null) : gone)),
      reblog: (id, visibility, options) => answer(`reblog:${visibility}`, options?.signal, () => {
        fake.boosts.push({ id, visibility });
        const seen = statuses.get(id);
        if (seen !== undefined) statuses.set(id, { ...seen, marks: { ...seen.marks, reblogged: true } });
        return byId(id);
      }),
      history: (id, options) => answer('history', options?.signal, () => ok(fake.histories.get(id) ?? [])),
      translate: (_id, language, options) => answer(`translate:${language}`, options?.signal, () => (fake.translation === null ? gone : ok(fake.translation))),
      rules: (options) => answer('rules', options?.signal, () => ok(fake.rules)),
      report: (report, options) => answer('report', options?.signal, () => {
        fake.reports.push(report);
        return ok(null);
      }),
    },
  };
  return fake;
}
