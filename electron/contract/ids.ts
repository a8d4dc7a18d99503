import * as v from 'valibot';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** One signed-in account: `apiHost/accountId`, the same after signing out and in again. */
export type AccountKey = Branded<'AccountKey'>;
/** One list of posts as one account gets it (`contract/feeds.ts`). The key of an account is the key of its home. */
export type FeedKey = AccountKey | Branded<'FeedKey'>;
/** ActivityPub id of a status: global, opaque, never parsed for names (see Status.uri in the Mastodon API docs). */
export type StatusUri = Branded<'StatusUri'>;
/** Id of a status on one server. Opaque text: snowflake, ULID, Flake or UUIDv7; meaningless anywhere else. */
export type StatusId = Branded<'StatusId'>;
/** Id of one entry of a merged timeline; the same for the same post or boost whichever accounts it reached. */
export type EntryId = Branded<'EntryId'>;
/** Text that holds HTML from a server. Only `renderer/ui/server-html` may turn it into elements. */
export type Html = Branded<'Html'>;
/** A path below the app's own origin that serves one remote picture, video or sound: `media/…`. */
export type MediaPath = Branded<'MediaPath'>;

const idText = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
export const accountKey = v.pipe(idText, v.transform((text) => text as AccountKey));
export const statusUri = v.pipe(idText, v.transform((text) => text as StatusUri));
export const statusId = v.pipe(idText, v.transform((text) => text as StatusId));
export const entryId = v.pipe(idText, v.transform((text) => text as EntryId));
