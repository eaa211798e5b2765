import { SignalHub } from '../../server/realtime/signal-hub.ts';
import type { SignalRow } from '../../server/wire/signals.ts';

/** 210 series: ten indicators in the 21 cities of a province, of whom each client shows all. */
export const PROVINCE = '990000';
export const CITIES = Array.from({ length: 21 }, (_, i) => `99${String(i + 1).padStart(2, '0')}00`);
export const INDICATORS = Array.from({ length: 10 }, (_, i) => `calls${i}`);
export const SERIES = CITIES.length * INDICATORS.length;
export const WINDOW_MS = 100;
/** Ingest commits in groups; each gives the committed totals of the series that it touched. */
const GROUP_MS = 10;

export const TREE = {
  has: (r: string) => r === PROVINCE || CITIES.includes(r),
  parentOf: (r: string) => (r === PROVINCE ? null : PROVINCE),
  childrenOf: (r: string) => (r === PROVINCE ? CITIES : []),
};

export function makeHub(): SignalHub {
  return new SignalHub({
    tree: TREE,
    windowMs: WINDOW_MS,
    id: 'bench',
    now: Date.now,
    indicator: () => ({ kind: 'count', additivity: { region: 'add', time: 'add' } }),
    schedule: (fn, ms) => {
      const timer = setTimeout(fn, ms);
      return () => clearTimeout(timer);
    },
  });
}

/** Events of all series in turn, as the store's totals: what each group of commits changed. */
export class Load {
  readonly totals = new Float64Array(SERIES);
  /** Changed values that windows could not tell apart are one update, however many events made them. */
  readonly minute = Math.floor(Date.now() / 60_000);
  private timer: NodeJS.Timeout | null = null;
  private readonly rev = new Float64Array(SERIES);
  private next = 0;
  private owed = 0;

  /** Makes `perSecond` events a second; `changed` gets the indexes of the series that a group of commits touched. */
  start(perSecond: number, changed: (series: readonly number[]) => void): void {
    let last = performance.now();
    this.timer = setInterval(() => {
      const now = performance.now();
      this.owed += ((now - last) * perSecond) / 1000;
      last = now;
      const touched = new Set<number>();
      for (; this.owed >= 1; this.owed -= 1) {
        this.totals[this.next] = (this.totals[this.next] as number) + 1;
        touched.add(this.next);
        this.next = (this.next + 1) % SERIES;
      }
      if (touched.size > 0) changed([...touched]);
    }, GROUP_MS);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** The row that the ingest statement would return for a series. */
  row(series: number, num = this.totals[series] as number): SignalRow {
    this.rev[series] = (this.rev[series] as number) + 1;
    return {
      series,
      indicator: INDICATORS[Math.floor(series / CITIES.length)] as string,
      region: CITIES[series % CITIES.length] as string,
      dims: {},
      minute: this.minute,
      n: this.totals[series] as number,
      num,
      den: 0,
      lastNum: num,
      lastDen: 0,
      rev: this.rev[series] as number,
    };
  }
}
