import type { Html } from '../../contract/index.ts';
import type { ServerRule } from '../../contract/people.ts';
import type { StatusVersion } from '../../contract/statuses.ts';
import type { OwnSource, Translation } from '../../core/fediverse-posts.ts';
import { asRecord, dig, get, readFlag, readId, readList, readText, readTextOrNull, readTime } from './json.ts';
import type { ParseContext } from './parse-context.ts';
import { parseEmojis } from './parse-person.ts';
import { parseSeenStatus } from './parse-status.ts';

const maxTextLength = 100_000;
const maxSpoilerLength = 10_000;
const maxContentLength = 65_536;
const maxDescriptionLength = 10_000;
const maxVersions = 500;
const maxMedia = 32;
const maxOptions = 100;

/** What was typed, from the source endpoint; or from the post itself where the server shows it there (GoToSocial). */
export function parseOwnSource(post: unknown, source: unknown, context: ParseContext): OwnSource | null {
  const seen = parseSeenStatus(post, context);
  const typed = get(asRecord(source), 'text') ?? get(asRecord(post), 'text');
  if (seen === null) return null;
  const spoilerText = get(asRecord(source), 'spoiler_text');
  return {
    seen,
    text: typeof typed === 'string' ? readText(typed, maxTextLength) : null,
    spoilerText: typeof spoilerText === 'string' ? readText(spoilerText, maxSpoilerLength) : seen.status.spoilerText,
    contentType: readTextOrNull(dig(source, 'content_type'), 100),
    media: seen.status.media.map(({ id, kind, previewPath, path, description }) => ({ id, kind, preview: previewPath ?? path, description: description ?? '' })),
  };
}

export function parseHistory(value: unknown, context: ParseContext): readonly StatusVersion[] | null {
  if (!Array.isArray(value)) return null;
  const { items } = readList(value, maxVersions, (item): StatusVersion | null => {
    const at = readTime(dig(item, 'created_at'));
    if (at === null) return null;
    return {
      at,
      content: readText(dig(item, 'content'), maxContentLength) as Html,
      spoilerText: readText(dig(item, 'spoiler_text'), maxSpoilerLength),
      sensitive: readFlag(dig(item, 'sensitive')),
      emojis: parseEmojis(dig(item, 'emojis'), context),
      descriptions: readList(dig(item, 'media_attachments'), maxMedia, (media) => readText(dig(media, 'description'), maxDescriptionLength)).items,
      pollOptions: optionTitles(dig(item, 'poll')),
    };
  });
  // Akkoma sends the newest first.
  return items.toSorted((a, b) => a.at - b.at);
}

export function parseTranslation(value: unknown): Translation | null {
  const content = dig(value, 'content');
  if (typeof content !== 'string') return null;
  const { items } = readList(dig(value, 'media_attachments'), maxMedia, (media) => {
    const id = readId(dig(media, 'id'));
    return id === null ? null : ([id, readText(dig(media, 'description'), maxDescriptionLength)] as const);
  });
  return {
    content: readText(content, maxContentLength) as Html,
    spoilerText: readText(dig(value, 'spoiler_text'), maxSpoilerLength),
    from: readTextOrNull(dig(value, 'detected_source_language'), 16),
    provider: readText(dig(value, 'provider'), 100),
    pollOptions: optionTitles(dig(value, 'poll')),
    descriptions: new Map(items),
  };
}

export function parseRules(value: unknown): readonly ServerRule[] | null {
  if (!Array.isArray(value)) return null;
  return readList(value, 100, (item): ServerRule | null => {
    const id = readId(dig(item, 'id'));
    const text = readText(dig(item, 'text'), 1_000);
    return id === null || text === '' ? null : { id, text, hint: readText(dig(item, 'hint'), 2_000) };
  }).items;
}

function optionTitles(poll: unknown): readonly string[] {
  return readList(dig(poll, 'options'), maxOptions, (option) => readText(dig(option, 'title'), 500)).items;
}
