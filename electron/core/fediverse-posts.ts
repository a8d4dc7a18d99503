import type { Html, Result, StatusId } from '../contract/index.ts';
import type { BoostVisibility, EditableMedia } from '../contract/copies.ts';
import type { ReportReasons, ServerRule } from '../contract/people.ts';
import type { StatusVersion } from '../contract/statuses.ts';
import type { CallOptions, NewStatus, SeenStatus } from './fediverse.ts';

/** A post of the account's own, with its text as typed; null where the server does not say what that was. Media ids are those of the asked server. */
export interface OwnSource {
  readonly seen: SeenStatus;
  readonly text: string | null;
  readonly spoilerText: string;
  /** Of glitch and Akkoma: `text/markdown` and the like; null where the server does not say. */
  readonly contentType: string | null;
  readonly media: readonly EditableMedia[];
}

/** The whole new state of a post: what an edit leaves out, the server throws away (Mastodon update_status_service.rb). */
export interface StatusEdit extends Pick<NewStatus, 'text' | 'spoilerText' | 'sensitive' | 'language' | 'poll'> {
  readonly contentType: string | null;
  readonly media: readonly Pick<EditableMedia, 'id' | 'description'>[];
}

export interface Translation {
  readonly content: Html;
  readonly spoilerText: string;
  readonly from: string | null;
  readonly provider: string;
  readonly pollOptions: readonly string[];
  /** Alt texts by media id of the asked server. */
  readonly descriptions: ReadonlyMap<string, string>;
}

/** `account` is the reported person's id, `statuses` are ids, both on the asked server. */
export interface NewReport extends ReportReasons {
  readonly account: string;
  readonly statuses: readonly StatusId[];
}

/** What an account can do with posts beyond its marks. */
export interface PostCalls {
  source(id: StatusId, options?: CallOptions): Promise<Result<OwnSource>>;
  edit(id: StatusId, edit: StatusEdit, options?: CallOptions): Promise<Result<SeenStatus>>;
  /** `notFound`: it is not there (any more). */
  delete(id: StatusId, options?: CallOptions): Promise<Result<null>>;
  reblog(id: StatusId, visibility: BoostVisibility, options?: CallOptions): Promise<Result<SeenStatus>>;
  /** Oldest first; one version where it was never edited. */
  history(id: StatusId, options?: CallOptions): Promise<Result<readonly StatusVersion[]>>;
  translate(id: StatusId, language: string, options?: CallOptions): Promise<Result<Translation>>;
  rules(options?: CallOptions): Promise<Result<readonly ServerRule[]>>;
  report(report: NewReport, options?: CallOptions): Promise<Result<null>>;
}

