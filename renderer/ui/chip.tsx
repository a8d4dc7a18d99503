import css from './chip.module.css';

export interface AccountChipProps {
  readonly colour: number;
  readonly nickname: string;
  /** Shown in the tooltip and read aloud, so that accounts of the same nickname can be told apart. */
  readonly handle: string;
  readonly size?: 's' | 'm';
}

/** An account in its colour. Colour is never alone: the nickname is written. */
export function AccountChip({ colour, nickname, handle, size = 'm' }: AccountChipProps) {
  return (
    <span className={`${css.chip} ${css[size]}`} data-colour={colour} data-tip={`@${handle}`}>
      <i className={css.knot} aria-hidden="true" />
      <bdi>{nickname}</bdi>
    </span>
  );
}
