import { nextPeriod, type OffsetAt, periodStart } from '../../server/core/indicator/window.ts';
import type { TaskSpanName } from './tasks-url.ts';

const MONTHS: Record<TaskSpanName, number> = { month: 1, quarter: 3, year: 12 };

/** The running month, quarter or year of an instant, whole. Pure. */
export function spanAt(name: TaskSpanName, at: number, offset: OffsetAt): { from: number; to: number } {
  const year = periodStart(at, 'year', offset);
  let from = year;
  for (;;) {
    let to = from;
    for (let i = 0; i < MONTHS[name]; i++) to = nextPeriod(to, 'month', offset);
    if (to > at) return { from, to };
    from = to;
  }
}
