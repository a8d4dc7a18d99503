import type { PracticeServer, ServerEvent } from '../model/server.ts';
import { normalTag } from '../model/text.ts';

/** What a connection listens to. */
export interface Subscription {
  /** Name in the API (`user`, `hashtag` …). */
  readonly name: string;
  /** `stream` field of its frames; the spelling of the tag is the subscriber's. */
  readonly shown: readonly string[];
  /** Key of the subscription: the same channel twice is one. */
  readonly channel: string;
  hears(event: ServerEvent): boolean;
}

export interface SubscriptionMessage {
  readonly type: 'subscribe' | 'unsubscribe';
  readonly stream: string;
  readonly list: string | null;
  readonly tag: string | null;
}

function field(value: object, name: string): string | null {
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : null;
}

/** Reads a frame of the client; null when it is no such message. */
export function readSubscription(frame: string): SubscriptionMessage | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(frame);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const type = field(parsed, 'type');
  const stream = field(parsed, 'stream');
  if ((type !== 'subscribe' && type !== 'unsubscribe') || stream === null) return null;
  return { type, stream, list: field(parsed, 'list'), tag: field(parsed, 'tag') };
}

function exactly(name: string, channel: string, shown: readonly string[] = [name]): Subscription {
  return { name, shown, channel, hears: (event) => event.channel === channel };
}

/** The channel behind a stream's name, or the text of the refusal. */
export function channelOf(
  server: PracticeServer,
  accountId: string,
  name: string,
  params: { readonly list: string | null; readonly tag: string | null },
): Subscription | string {
  switch (name) {
    case 'user':
      return exactly(name, `user:${accountId}`);
    case 'user:notification':
      return {
        name,
        shown: [name],
        channel: `notification:${accountId}`,
        hears: (event) => event.channel === `user:${accountId}` && event.event === 'notification',
      };
    case 'direct':
      return exactly(name, `direct:${accountId}`);
    case 'list': {
      const list = params.list === null ? undefined : server.tables.lists.get(params.list);
      if (!list || list.userId !== accountId) return 'Not authorized to stream this list';
      return exactly(name, `list:${list.id}`, server.traits.software === 'gotosocial' ? [`list:${list.id}`] : ['list', list.id]);
    }
    case 'hashtag':
      return params.tag ? exactly(name, `hashtag:${normalTag(params.tag)}`, ['hashtag', params.tag]) : 'Missing tag name parameter';
    case 'hashtag:local':
      return params.tag ? exactly(name, `hashtag:local:${normalTag(params.tag)}`, ['hashtag:local', params.tag]) : 'Missing tag name parameter';
    default:
      return /^public(?::(?:local|remote))?(?::media)?$/.test(name) ? exactly(name, name) : 'Unknown stream type';
  }
}
