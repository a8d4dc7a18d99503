import type { StatusId } from '../../contract/index.ts';
import type { StreamEvent } from '../../core/fediverse.ts';
import { asRecord, clip, get, readCount, readId } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseNotification } from './parse-notification.ts';
import { parseSeenStatus, parseTimelineItem } from './parse-status.ts';

/** What one frame turned out to be. `ignored` and `unreadable` are logged by their name only. */
export type Frame =
  | { readonly kind: 'event'; readonly event: StreamEvent }
  | { readonly kind: 'ignored'; readonly name: string }
  | { readonly kind: 'unreadable'; readonly name: string }
  | { readonly kind: 'error'; readonly status: number };

/**
 * `{"stream":["user"],"event":"update","payload":"<JSON text>"}`, and what servers make of it: no `stream` (Akkoma's
 * `delete`), payloads as objects, empty or missing payloads (`filters_changed` of GoToSocial), numbers for ids,
 * events of their own (`pleroma:respond`), `{"error":…}`, texts that are no JSON at all.
 */
export function readFrame(text: string, context: ParseContext): Frame {
  const frame = asRecord(parseJson(text));
  if (frame === null) return { kind: 'unreadable', name: '' };
  const name = toEventName(get(frame, 'event'));
  if (name === '') return get(frame, 'error') === undefined ? { kind: 'unreadable', name } : { kind: 'error', status: readCount(get(frame, 'status')) ?? 0 };
  const event = readEvent(name, get(frame, 'payload'), context);
  if (event === 'unknown') return { kind: 'ignored', name };
  return event === null ? { kind: 'unreadable', name } : { kind: 'event', event };
}

/** Null when the payload cannot be read. */
function readEvent(name: string, payload: unknown, context: ParseContext): StreamEvent | 'unknown' | null {
  switch (name) {
    case 'update': {
      const item = parseTimelineItem(fromPayload(payload), context);
      return item === null ? null : { kind: 'update', item };
    }
    case 'status.update': {
      const seen = parseSeenStatus(fromPayload(payload), context);
      return seen === null ? null : { kind: 'statusUpdate', seen };
    }
    case 'delete': {
      const id = readId(payload);
      return id === null ? null : { kind: 'delete', id: id as StatusId };
    }
    case 'notification': {
      const notification = parseNotification(fromPayload(payload), context);
      return notification === null ? null : { kind: 'notification', notification };
    }
    case 'notifications_merged':
      return { kind: 'notificationsMerged' };
    case 'conversation':
      return { kind: 'conversation' };
    case 'filters_changed':
      return { kind: 'filtersChanged' };
    default:
      return 'unknown';
  }
}

function fromPayload(payload: unknown): unknown {
  return typeof payload === 'string' ? parseJson(payload) : payload;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Event names go to the log: short, and of harmless characters only. */
function toEventName(value: unknown): string {
  return typeof value === 'string' ? clip(value, 64).replace(/[^\w.:-]/g, '') : '';
}
