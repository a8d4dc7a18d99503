import { createHash } from 'node:crypto';
import type { Json } from '../entities/json.ts';
import { accountEntity } from '../entities/account.ts';
import type { PracticeServer } from '../model/server.ts';
import { json, notFound } from './reply.ts';
import type { Call, Route } from './router.ts';
import { open, signed } from './router.ts';

const pictureTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/heic', 'image/heif', 'image/webp', 'image/avif'];
const otherTypes = ['video/webm', 'video/mp4', 'video/quicktime', 'audio/wave', 'audio/mpeg', 'audio/ogg', 'audio/flac', 'audio/aac'];

/** `ws://127.0.0.2:PORT` */
export function streamingBase(server: PracticeServer): string {
  return server.origin.replace(/^http/, 'ws');
}

function configuration(server: PracticeServer): Json {
  const { traits } = server;
  return {
    accounts: {
      max_featured_tags: 10,
      max_pinned_statuses: 5,
      ...((traits.apiLevel ?? 0) >= 10
        ? {
            max_display_name_length: 40,
            max_note_length: 500,
            max_avatar_description_length: 150,
            max_header_description_length: 150,
            max_profile_fields: 4,
            profile_field_name_limit: 255,
            profile_field_value_limit: 255,
          }
        : {}),
    },
    statuses: {
      max_characters: traits.maxCharacters,
      max_media_attachments: traits.maxMedia,
      characters_reserved_per_url: traits.software === 'hollo' ? 256 : 23,
    },
    media_attachments: {
      supported_mime_types: [...pictureTypes, ...otherTypes],
      image_size_limit: 16_777_216,
      image_matrix_limit: 33_177_600,
      video_size_limit: 103_809_024,
      video_frame_rate_limit: 120,
      video_matrix_limit: 8_294_400,
      ...((traits.apiLevel ?? 0) >= 6 ? { description_limit: 1500 } : {}),
    },
    polls: {
      max_options: traits.maxPollOptions,
      max_characters_per_option: traits.maxPollOptionCharacters,
      min_expiration: traits.software === 'mitra' ? 0 : 300,
      max_expiration: 2_629_746,
    },
  };
}

const rules = [
  { id: '1', text: 'Be kind. This is a place to practise.', hint: '' },
  { id: '2', text: 'Nothing here leaves this computer.', hint: 'Everybody you meet is made up.' },
];

function contact(server: PracticeServer): Json | null {
  const admin = server.tables.accounts.all().find((account) => account.domain === null);
  return admin ? accountEntity(server, admin) : null;
}

function v2(server: PracticeServer): Json {
  const { traits } = server;
  const streaming = traits.stream
    ? {
        urls: {
          streaming: streamingBase(server),
          status: null,
          about: `${server.origin}/about`,
          privacy_policy: `${server.origin}/privacy-policy`,
          terms_of_service: null,
        },
      }
    : {};
  return {
    domain: server.domain,
    title: server.title,
    version: traits.apiVersion,
    source_url: `https://source.${server.domain}/`,
    description: server.description,
    usage: { users: { active_month: server.tables.users.size } },
    languages: server.languages,
    rules,
    thumbnail: { url: `${server.origin}/media/missing-header.png`, blurhash: null, description: '', versions: {} },
    icon: [{ src: `${server.origin}/media/missing-avatar.png`, size: '192x192' }],
    configuration: {
      ...streaming,
      vapid: { public_key: vapidKey },
      ...configuration(server),
      translation: { enabled: traits.features.has('translation') },
      ...((traits.apiLevel ?? 0) >= 7 && traits.software === 'mastodon'
        ? {
            limited_federation: false,
            timelines_access: {
              live_feeds: { local: 'public', remote: 'public' },
              hashtag_feeds: { local: 'public', remote: 'public' },
              trending_link_feeds: { local: 'public', remote: 'public' },
            },
          }
        : {}),
    },
    registrations: { enabled: false, approval_required: false, reason_required: false, message: null, min_age: null, url: null },
    contact: { email: `admin@${server.domain}`, account: contact(server) },
    ...(traits.apiLevel === null ? {} : { api_versions: { mastodon: traits.apiLevel } }),
  };
}

/** A key of the right form; a practice server sends no push messages. */
export const vapidKey = 'BCkMmVdKDnKYwzVCDC99Iuc9GvId-x7-kKtuHnLgfF98ENiZp_aj-UNthbCdI70DqN1zUVis-x0Wrot2sBagkMc=';

function v1(server: PracticeServer): Json {
  const { traits, tables } = server;
  const streaming = traits.software === 'hollo' ? { urls: {} } : traits.stream ? { urls: { streaming_api: streamingBase(server) } } : {};
  const base: Json = {
    uri: server.domain,
    title: server.title,
    short_description: server.description,
    description: server.description,
    email: `admin@${server.domain}`,
    version: traits.apiVersion,
    ...streaming,
    stats: {
      user_count: tables.users.size,
      status_count: tables.statuses.all().filter((status) => status.local).length,
      domain_count: server.world.servers.size - 1,
    },
    thumbnail: `${server.origin}/media/missing-header.png`,
    languages: server.languages,
    registrations: false,
    approval_required: false,
    invites_enabled: false,
    contact_account: contact(server),
    rules,
  };
  if (traits.software !== 'akkoma') return { ...base, configuration: configuration(server) };
  // No `configuration` at all: limits in fields of its own (AK instance_view.ex).
  return {
    ...base,
    max_toot_chars: traits.maxCharacters,
    max_media_attachments: 1000,
    description_limit: 5000,
    upload_limit: 16_000_000,
    poll_limits: {
      max_options: traits.maxPollOptions,
      max_option_chars: traits.maxPollOptionCharacters,
      min_expiration: 0,
      max_expiration: 31_536_000,
    },
    pleroma: {
      metadata: {
        features: [
          'pleroma_api',
          'mastodon_api',
          'mastodon_api_streaming',
          'polls',
          'quote_posting',
          'editing',
          'bubble_timeline',
          'pleroma_emoji_reactions',
          'exposable_reactions',
        ],
        post_formats: ['text/plain', 'text/html', 'text/markdown', 'text/x.misskeymarkdown'],
        fields_limits: { max_fields: 10 },
      },
      stats: { mau: tables.users.size },
      vapid_public_key: vapidKey,
    },
  };
}

/** Names may have asterisks; the digest tells them to who knows the name already (rest/domain_block_serializer.rb). */
function domainBlocks({ server, me }: Call) {
  const { software } = server.traits;
  const shown = server.showsBlocks === 'all' || (server.showsBlocks === 'users' && me !== null);
  if (!shown || (software !== 'mastodon' && software !== 'gotosocial')) return notFound(server);
  return json(
    server.tables.instanceBlocks.all().map((block) => ({
      domain: block.obfuscated ? obfuscate(block.id) : block.id,
      digest: createHash('sha256').update(block.id).digest('hex'),
      severity: block.severity,
      comment: block.comment,
    })),
  );
}

/** The middle half of the name is hidden (domain_block.rb#public_domain). */
function obfuscate(domain: string): string {
  const shown = Math.floor(domain.length / 4);
  return [...domain].map((char, index) => (char !== '.' && index > shown && index < domain.length - shown ? '*' : char)).join('');
}

function emojis(call: Call) {
  return json(
    call.server.tables.emojis.all().map((emoji) => {
      const url = `${call.server.origin}/media/${emoji.file}`;
      return { shortcode: emoji.shortcode, url, static_url: url, visible_in_picker: true, ...(emoji.category ? { category: emoji.category } : {}) };
    }),
  );
}

export const instanceRoutes: readonly Route[] = [
  open('GET', '/api/v2/instance', (call) => json(v2(call.server)), { needs: 'instanceV2' }),
  open('GET', '/api/v1/instance', (call) => json(v1(call.server))),
  open('GET', '/api/v1/instance/peers', (call) => json([...call.server.world.servers.keys()].filter((domain) => domain !== call.server.domain))),
  open('GET', '/api/v1/instance/activity', () => json([])),
  open('GET', '/api/v1/instance/rules', () => json(rules)),
  open('GET', '/api/v1/instance/domain_blocks', domainBlocks),
  open('GET', '/api/v1/instance/extended_description', (call) =>
    json({ updated_at: new Date(0).toISOString(), content: `<p>${call.server.description}</p>` }),
  ),
  open('GET', '/api/v1/instance/privacy_policy', () =>
    json({ updated_at: new Date(0).toISOString(), content: '<p>Nothing leaves this computer.</p>' }),
  ),
  open('GET', '/api/v1/instance/translation_languages', () => json({}), { needs: 'translation' }),
  open('GET', '/api/v1/custom_emojis', emojis),
  signed('GET', '/api/v1/preferences', 'read:accounts', ({ me, server }) =>
    json({
      'posting:default:visibility': me.user.privacy,
      'posting:default:sensitive': me.user.sensitive,
      'posting:default:language': me.user.language,
      ...(server.traits.features.has('quotes') ? { 'posting:default:quote_policy': me.user.quotePolicy } : {}),
      'reading:expand:media': 'default',
      'reading:expand:spoilers': false,
      'reading:autoplay:gifs': false,
    }),
  ),
];
