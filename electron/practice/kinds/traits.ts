import { mastodonKinds } from './mastodon.ts';
import { otherKinds } from './others.ts';
import type { KindTraits, ServerKind } from './types.ts';

export type { Feature, KindTraits, ServerKind, StreamTraits } from './types.ts';

/** One entry per kind; everything a route or the stream asks about the software comes from here. */
export const kinds: Readonly<Record<ServerKind, KindTraits>> = { ...mastodonKinds, ...otherKinds };
