import * as v from 'valibot';
import { call, nothing, returns } from './call.ts';
import { accountKey } from './ids.ts';

export const settings = v.strictObject({
  theme: v.picklist(['system', 'light', 'dark']),
  /** Percent of the base size. */
  textSize: v.pipe(v.number(), v.integer(), v.minValue(80), v.maxValue(200)),
  /** Seconds a post is held before it leaves, with Undo. */
  undoSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)),
  autoplay: v.boolean(),
  showCounts: v.boolean(),
  /** `covered` follows the author's mark; `shown` never covers; `hidden` covers all media. */
  sensitiveMedia: v.picklist(['covered', 'shown', 'hidden']),
  expandWarnings: v.boolean(),
  /** A small profile when the pointer rests on a person. */
  hoverCards: v.boolean(),
  /** Servers are told where reading of the home stopped, and asked where it did in other apps. */
  sharePlace: v.boolean(),
  /** A post Skein was to send at a time when it was not running, or had no network: asked about, or sent as soon as it can be. */
  whenLate: v.picklist(['ask', 'send']),
  /** Days for which posts that left the timelines can still be found; 0: for good. */
  searchDays: v.picklist([7, 30, 90, 365, 0]),
  /** How large the copy of posts with its index may become. */
  searchMegabytes: v.picklist([250, 500, 1000, 2000, 5000]),
  /** Accounts whose public posts are asked about once more. */
  askBeforePublic: v.pipe(v.array(accountKey), v.maxLength(200)),
  /** Nothing is posted from an account that has moved away, not even an answer. */
  neverFromMoved: v.boolean(),
  /** Keys the person chose, by the id of the command: sequences in tinykeys' syntax, none for no key. Other commands keep theirs. */
  keys: v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), v.maxLength(3))),
  /** Skin tone of emojis that come in several: 0 as Unicode draws them, 1 light to 5 dark. */
  emojiTone: v.picklist([0, 1, 2, 3, 4, 5]),
  /** What the emoji picker inserted last, newest first: emojis without a tone, custom ones as `:shortcode:`. */
  recentEmojis: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.maxLength(40)),
  /** Accounts a new post goes to in a workspace that has no writers of its own (`columns.ts`). Empty: one, as the rail has it. */
  writeAs: v.pipe(v.array(accountKey), v.maxLength(50)),
});
export type Settings = v.InferOutput<typeof settings>;

/**
 * Where sign-in tokens are kept, in the words the UI must use: never call `file` encrypted. `memory`: the key store this
 * profile used cannot be reached (`why`), so nothing is read from it and new sign-ins last until Skein closes.
 */
export type SecretStorage =
  | { readonly kind: 'osKeyStore'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly why: string }
  | { readonly kind: 'memory'; readonly why: string };

/**
 * The file with accounts, settings, drafts and outbox was damaged at this start. It lies whole at `path`; `rows` of its
 * entries could still be read and are here again.
 */
export interface DamagedState {
  readonly path: string;
  readonly rows: number;
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'shell' | 'webhost';
  readonly dataDir: string;
  readonly secretStorage: SecretStorage;
  readonly stateMovedAside: DamagedState | null;
  readonly platform: string;
}

export const settingsCalls = {
  'settings.get': call({ input: nothing, output: returns<Settings>() }),
  'settings.set': call({ input: v.partial(settings), output: returns<Settings>() }),
  'app.info': call({ input: nothing, output: returns<AppInfo>() }),
  /** Opens a link in the system browser; only http, https and mailto, re-serialised first. */
  'app.openLink': call({ input: v.strictObject({ url: v.pipe(v.string(), v.maxLength(8192)) }), output: returns<null>() }),
};

export interface SettingsEvents {
  'settings.changed': Settings;
}
