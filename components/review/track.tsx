import type { Attainment, Pace } from '../../server/core/review/attain.ts';
import styles from './scorecard.module.css';

const CELLS = 25;
const percent = (share: number) => `${Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100}%`;

/** The bar of an attainment; all that it shows is said in words beside it. */
export function Track({ done, pace, value }: { done: Attainment; pace: Pace | null; value: number | null }) {
  switch (done.form) {
    case 'none':
      return null;
    case 'all':
      return <Cells missed={done.missed} of={done.of} met={done.met} />;
    case 'limit': {
      const at = (v: number) => percent((v - done.axis.low) / (done.axis.high - done.axis.low));
      const safe = done.side === 'least' ? { left: at(done.bound), right: 0 } : { left: 0, width: at(done.bound) };
      return (
        <div className={styles.track} data-form="limit" aria-hidden>
          <span className={styles.safe} style={safe} />
          <span className={styles.tick} style={{ left: at(done.bound) }} />
          {value === null ? null : <span className={styles.dot} style={{ left: at(value) }} />}
        </div>
      );
    }
    default:
      return (
        <div className={styles.track} data-form={done.form} aria-hidden>
          <span className={styles.way} />
          {done.share === null ? null : <span className={styles.gone} style={{ width: percent(done.share) }} />}
          {done.form === 'span' ? <span className={styles.start} /> : null}
          {pace ? <span className={styles.pace} style={{ left: percent(pace.share) }} /> : null}
          <span className={styles.tick} style={{ left: '100%' }} />
          {done.share === null ? null : <span className={styles.dot} style={{ left: percent(done.share) }} />}
        </div>
      );
  }
}

/** Every one of the cells is a 25th of all; a single miss already empties one. */
function Cells({ missed, of, met }: { missed: number | null; of: number | null; met: boolean | null }) {
  const empty =
    missed === null || of === null || of === 0 ? (met ? 0 : met === null ? CELLS : 1) : missed === 0 ? 0 : Math.max(1, Math.round((CELLS * missed) / of));
  return (
    <div className={styles.cells} data-unknown={met === null ? '' : undefined} aria-hidden>
      {Array.from({ length: CELLS }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells are their places
        <span key={i} data-missed={i >= CELLS - empty ? '' : undefined} />
      ))}
    </div>
  );
}
