import { AtSign, Globe, Lock, Moon } from 'lucide-react';
import type { PostVisibility } from '../../stores/compose-body.ts';

const icons = { public: Globe, unlisted: Moon, private: Lock, direct: AtSign } as const;

export function VisibilityIcon({ visibility }: { readonly visibility: PostVisibility }) {
  const Icon = icons[visibility];
  return <Icon aria-hidden="true" />;
}
