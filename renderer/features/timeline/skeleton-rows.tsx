import css from './skeleton-rows.module.css';

const rows = [0.92, 0.6, 0.8, 0.45, 0.7, 0.88];

/** Shown on the very first run only: later there are always saved posts. */
export function SkeletonRows({ label }: { readonly label: string }) {
  return (
    <div className={css.rows} role="status" aria-label={label}>
      {rows.map((width) => (
        <div key={width} className={css.row}>
          <i className={css.face} />
          <div>
            <i className={css.line} style={{ width: '42%' }} />
            <i className={css.line} style={{ width: `${width * 100}%` }} />
            <i className={css.line} style={{ width: `${width * 64}%` }} />
          </div>
        </div>
      ))}
    </div>
  );
}
