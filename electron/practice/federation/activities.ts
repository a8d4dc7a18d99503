import type { Account, MediaType, QuotePolicy, Visibility } from '../model/rows.ts';

/** A post as it travels between practice servers: everything by global id, nothing by local id. */
export interface NoteDocument {
  readonly uri: string;
  readonly actor: string;
  readonly text: string;
  readonly rawHtml: string | null;
  readonly spoilerText: string;
  readonly sensitive: boolean;
  readonly visibility: Visibility;
  readonly language: string | null;
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly inReplyTo: string | null;
  readonly conversation: string;
  readonly mentions: readonly { readonly actor: string; readonly acct: string }[];
  readonly tags: readonly string[];
  readonly media: readonly MediaDocument[];
  readonly poll: PollDocument | null;
  readonly quote: string | null;
  readonly quotePolicy: QuotePolicy;
  readonly urlPath: string;
}

export interface MediaDocument {
  readonly type: MediaType;
  readonly mime: string;
  readonly file: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly blurhash: string | null;
  readonly description: string | null;
  readonly focus: { readonly x: number; readonly y: number } | null;
}

export interface PollDocument {
  readonly options: readonly { readonly title: string; readonly votes: number }[];
  readonly multiple: boolean;
  readonly hideTotals: boolean;
  readonly expiresAt: number | null;
  readonly voters: number;
}

/** An actor as other servers see it. `domain` is the handle domain. */
export type PersonDocument = Omit<Account, 'id' | 'domain' | 'suspended' | 'limited' | 'fetchedAt'> & { readonly domain: string };

/** What travels between servers. `actor` and `object` are ActivityPub ids. */
export type Activity =
  | { readonly type: 'Create'; readonly actor: string; readonly note: NoteDocument }
  | { readonly type: 'Update'; readonly actor: string; readonly note: NoteDocument }
  | { readonly type: 'Delete'; readonly actor: string; readonly object: string }
  | {
      readonly type: 'Announce';
      readonly actor: string;
      readonly id: string;
      readonly object: string;
      readonly visibility: Visibility;
      readonly createdAt: number;
    }
  | { readonly type: 'UndoAnnounce'; readonly actor: string; readonly id: string }
  | { readonly type: 'Like' | 'UndoLike'; readonly actor: string; readonly object: string }
  | { readonly type: 'Follow' | 'UndoFollow'; readonly actor: string; readonly object: string }
  /** `actor` is who was asked, `object` who asked. */
  | { readonly type: 'Accept' | 'Reject'; readonly actor: string; readonly object: string }
  | { readonly type: 'Block' | 'UndoBlock'; readonly actor: string; readonly object: string }
  | { readonly type: 'Vote'; readonly actor: string; readonly object: string; readonly choices: readonly number[] }
  | { readonly type: 'Move'; readonly actor: string; readonly target: string }
  | { readonly type: 'UpdatePerson'; readonly actor: string; readonly person: PersonDocument };
