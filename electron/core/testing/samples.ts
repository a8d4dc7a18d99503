import type { AccountKey, Html, StatusId, StatusUri } from '../../contract/ids.ts';
import type { Person, Status, StatusMarks } from '../../contract/statuses.ts';
import type { SeenStatus, ServerProfile, TimelineItem } from '../fediverse.ts';

export function samplePerson(name: string, host = 'a.example'): Person {
  return {
    uri: `https://${host}/users/${name}`,
    handle: `${name}@${host}`,
    displayName: name,
    url: `https://${host}/@${name}`,
    avatar: null,
    avatarStatic: null,
    bot: false,
    locked: false,
    emojis: [],
  };
}

export function sampleStatus(uri: string, change: Partial<Status> = {}): Status {
  return {
    uri: uri as StatusUri,
    url: uri,
    author: samplePerson('ann'),
    createdAt: 0,
    editedAt: null,
    visibility: 'public',
    language: null,
    content: `<p>${uri}</p>` as Html,
    spoilerText: '',
    sensitive: false,
    media: [],
    poll: null,
    card: null,
    quote: null,
    mentions: [],
    tags: [],
    emojis: [],
    application: null,
    replyToHandle: null,
    counts: { replies: 0, reblogs: 0, favourites: 0, quotes: 0 },
    ...change,
  };
}

export function sampleMarks(id: string, change: Partial<Omit<StatusMarks, 'account' | 'id'>> = {}): SeenStatus['marks'] {
  return {
    id: id as StatusId,
    inReplyToId: null,
    favourited: false,
    reblogged: false,
    bookmarked: false,
    muted: false,
    pinned: false,
    filtered: [],
    ownVotes: null,
    ...change,
  };
}

export function sampleSeen(uri: string, id: string, change: Partial<Status> = {}, marks: Parameters<typeof sampleMarks>[1] = {}): SeenStatus {
  return { status: sampleStatus(uri, change), marks: sampleMarks(id, marks) };
}

/** A post in a home. `createdAt` epoch ms. */
export function sampleItem(id: string, createdAt: number, uri = `https://a.example/s/${id}`): TimelineItem {
  return { id: id as StatusId, createdAt, booster: null, seen: sampleSeen(uri, id, { createdAt }) };
}

/** Somebody's boost of a post. `id` is the wrapper's, `of` the post. */
export function sampleBoost(id: string, createdAt: number, booster: string, of: SeenStatus): TimelineItem {
  return { id: id as StatusId, createdAt, booster: samplePerson(booster, 'b.example'), seen: of };
}

export function sampleProfile(change: Partial<Pick<ServerProfile, 'streamingBase'>> & { readonly capabilities?: Partial<ServerProfile['capabilities']> } = {}): ServerProfile {
  return {
    summary: {
      apiHost: 'a.example',
      domain: 'a.example',
      title: 'A',
      description: '',
      software: 'mastodon',
      version: '4.5.0',
      thumbnail: null,
      activeUsers: null,
      registrationsOpen: null,
      practice: false,
    },
    limits: {
      maxCharacters: 500,
      lengthRule: 'mastodon',
      charactersPerUrl: 23,
      maxMedia: 4,
      maxDescription: 1500,
      imageBytes: 1,
      videoBytes: 1,
      mimeTypes: [],
      poll: { maxOptions: 4, maxOptionCharacters: 50, minExpirationMs: 1, maxExpirationMs: 2 },
    },
    apiBase: 'https://a.example',
    streamingBase: change.streamingBase === undefined ? 'wss://a.example' : change.streamingBase,
    streamAuth: 'header',
    capabilities: {
      minId: true,
      statusBatch: true,
      idempotency: 'honoured',
      editing: true,
      scheduling: true,
      quotes: true,
      translation: true,
      groupedNotifications: true,
      filtersV2: true,
      oauthMetadata: true,
      ...change.capabilities,
    },
    checkedAt: 0,
  };
}

export const sampleKey = (name: string): AccountKey => `a.example/${name}` as AccountKey;
