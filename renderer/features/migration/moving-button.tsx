import { movingText } from '../../text/moving.ts';
import { IconButton } from '../../ui/button.tsx';
import { SkeinMark } from '../../ui/skein-mark.tsx';
import { useStores, useStoreValue } from '../stores/index.tsx';
import css from './moving-button.module.css';
import { planPercent } from './plan-facts.ts';

const around = 2 * Math.PI * 15.5;

/** The way to the moves, with how far the running one is. */
export function MovingButton() {
  const { moving, navigation } = useStores();
  const plans = useStoreValue(moving, (state) => state.plans);
  const isOpen = useStoreValue(navigation, (state) => state.stack.at(-1)?.kind === 'moving');
  const plan = plans.find(({ phases }) => phases.followUp.state !== 'done');
  const percent = plan === undefined ? null : planPercent(plan);
  return (
    <IconButton
      size="l"
      className={css.button}
      label={percent === null ? movingText.title : movingText.percent(percent)}
      aria-current={isOpen || undefined}
      onClick={() => navigation.getState().open({ kind: 'moving', plan: plans.length === 1 ? (plans[0]?.id ?? null) : null, from: null })}
    >
      {percent !== null && (
        <svg className={css.ring} viewBox="0 0 36 36" aria-hidden="true">
          <circle cx="18" cy="18" r="15.5" />
          <circle className={css.value} cx="18" cy="18" r="15.5" strokeDasharray={`${(percent / 100) * around} ${around}`} />
        </svg>
      )}
      <SkeinMark size={18} />
    </IconButton>
  );
}
