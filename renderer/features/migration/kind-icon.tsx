import { Ban, BellRing, Bookmark, CalendarClock, Filter, Hash, Heart, List, Server, SlidersHorizontal, Star, StickyNote, Tag, User, UserPlus, Users, VolumeX, type LucideIcon } from 'lucide-react';
import type { CopyKind } from '../../../electron/contract/carry-over.ts';

const icons: Readonly<Record<CopyKind, LucideIcon>> = {
  profile: User,
  domainBlocks: Server,
  blocks: Ban,
  mutes: VolumeX,
  filters: Filter,
  follows: Users,
  requests: UserPlus,
  lists: List,
  notes: StickyNote,
  endorsements: Star,
  followedTags: Hash,
  featuredTags: Tag,
  bookmarks: Bookmark,
  favourites: Heart,
  notificationPolicy: BellRing,
  postingDefaults: SlidersHorizontal,
  scheduled: CalendarClock,
};

export function KindIcon({ kind }: { readonly kind: CopyKind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden="true" />;
}
