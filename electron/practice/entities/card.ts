import type { Status } from '../model/rows.ts';
import type { PracticeServer } from '../model/server.ts';
import { urlsIn } from '../model/text.ts';
import type { Json } from './json.ts';

/** The preview of a post's first link that leads somewhere; posts with pictures have none (mastodon fetch_link_card_service.rb). */
export function cardEntity(server: PracticeServer, status: Status): Json | null {
  if (status.mediaIds.length > 0 || status.quote !== null) return null;
  const page = urlsIn(status.text).flatMap((url) => server.world.pages.get(url) ?? [])[0];
  if (page === undefined) return null;
  const { picture } = page;
  return {
    url: page.url,
    title: page.title,
    description: page.description,
    language: status.language,
    type: 'link',
    author_name: '',
    author_url: '',
    authors: [],
    provider_name: page.provider,
    provider_url: new URL(page.url).origin,
    html: '',
    width: picture?.width ?? 0,
    height: picture?.height ?? 0,
    image: picture ? `${server.origin}/media/${picture.file}` : null,
    image_description: picture?.alt ?? '',
    embed_url: '',
    blurhash: null,
    published_at: null,
  };
}
