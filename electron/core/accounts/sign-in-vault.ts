import * as v from 'valibot';
import type { AccountKey } from '../../contract/ids.ts';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { AppRegistration, TokenGrant } from '../fediverse.ts';
import type { Log, Secrets } from '../ports.ts';

const appRegistration = v.object({ clientId: v.string(), clientSecret: v.string(), redirectUri: v.string(), scopes: v.string() });
const tokenGrant = v.object({ accessToken: v.pipe(v.string(), v.minLength(1)), scopes: v.string(), expiresAt: v.nullable(v.number()), refreshToken: v.nullable(v.string()) });
const keptSignIn = v.object({ grant: tokenGrant, app: appRegistration });

/** A token with the app it was given to, which is needed to revoke it. */
export interface KeptSignIn {
  readonly grant: TokenGrant;
  readonly app: AppRegistration;
}

/** The secrets of sign-ins, by name in the key store: `token:<account key>` and `app:<origin>`. */
export interface SignInVault {
  /** Null where there is none, where it cannot be read, and where the key store does not answer. */
  read(account: AccountKey): Promise<KeptSignIn | null>;
  write(account: AccountKey, kept: KeptSignIn): Promise<Result<null>>;
  delete(account: AccountKey): Promise<void>;
  readApp(apiBase: string): Promise<AppRegistration | null>;
  writeApp(apiBase: string, app: AppRegistration): Promise<void>;
  deleteApp(apiBase: string): Promise<void>;
}

const tokenName = (account: AccountKey): string => `token:${account}`;
const appName = (apiBase: string): string => `app:${apiBase}`;

export function createSignInVault({ secrets, log }: { readonly secrets: Secrets; readonly log: Log }): SignInVault {
  /** A key store may be locked or gone at any time; that costs a new sign-in, never the app. */
  async function attempt<T>(work: Promise<T>, otherwise: T, name: string): Promise<T> {
    try {
      return await work;
    } catch (error) {
      log.warn('secrets.unavailable', { name, error });
      return otherwise;
    }
  }

  async function readAs<Output>(schema: v.GenericSchema<unknown, Output>, name: string): Promise<Output | null> {
    const text = await attempt(secrets.get(name), null, name);
    if (text === null) return null;
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
    if (!parsed.success) log.warn('secrets.unreadable', { name });
    return parsed.success ? parsed.output : null;
  }

  return {
    read: (account) => readAs(keptSignIn, tokenName(account)),
    write: async (account, kept) => {
      const stored = await attempt(secrets.set(tokenName(account), JSON.stringify(kept)).then(() => true), false, tokenName(account));
      return stored ? ok(null) : fail({ kind: 'storage', message: 'The key store did not take the sign-in.' });
    },
    delete: (account) => attempt(secrets.delete(tokenName(account)), undefined, tokenName(account)),
    readApp: (apiBase) => readAs(appRegistration, appName(apiBase)),
    writeApp: (apiBase, app) => attempt(secrets.set(appName(apiBase), JSON.stringify(app)), undefined, appName(apiBase)),
    deleteApp: (apiBase) => attempt(secrets.delete(appName(apiBase)), undefined, appName(apiBase)),
  };
}
