import type { ReactNode } from 'react';
import { FileText } from 'lucide-react';
import { Avatar } from '../../ui/avatar.tsx';
import css from './cockpit-head.module.css';

export interface EndProps {
  readonly side: ReactNode;
  readonly name: string;
  readonly handle: string | null;
  readonly colour: number;
  readonly avatar: Parameters<typeof Avatar>[0]['path'];
}

/** One end of a move. */
export function End({ side, name, handle, colour, avatar }: EndProps) {
  return (
    <div className={css.end} data-colour={colour}>
      <span className={css.ring}>
        {handle === null ? (
          <span className={css.files} aria-hidden="true">
            <FileText />
          </span>
        ) : (
          <Avatar path={avatar} name={name} size={50} round />
        )}
      </span>
      <div className={css.names}>
        <p className={css.side}>{side}</p>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {handle !== null && <p className={css.handle}>@{handle}</p>}
      </div>
    </div>
  );
}
