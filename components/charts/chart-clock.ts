/**
 * One clock for all charts of the page: at most one flush a frame, at most five a second for each chart, and never
 * more work in a frame than the budget, so that ten charts do not make one long task.
 */
export type Beat = { flush: () => void; lastAt: number };

export type ClockPorts = {
  now: () => number;
  frame: (run: () => void) => number;
  later: (run: () => void, ms: number) => number;
  cancelLater: (id: number) => void;
};

export type ChartClock = {
  /** Asks for a flush of this chart; asking again before it comes costs nothing. */
  request: (beat: Beat) => void;
  /** Forgets a chart that is gone. */
  cancel: (beat: Beat) => void;
  /** Charts that wait. */
  pending: () => number;
};

/** A clock on the given ports (tests give their own). `gapMs` between two flushes of one chart, `budgetMs` a frame. */
export function createChartClock(ports: ClockPorts, gapMs = 200, budgetMs = 8): ChartClock {
  const waiting = new Set<Beat>();
  let frame: number | null = null;
  let timer: number | null = null;

  const run = () => {
    frame = null;
    const start = ports.now();
    for (const beat of waiting) {
      if (start - beat.lastAt < gapMs) continue;
      waiting.delete(beat);
      beat.lastAt = start;
      beat.flush();
      if (ports.now() - start >= budgetMs) break;
    }
    arm();
  };

  const arm = () => {
    if (frame !== null || waiting.size === 0) return;
    let due = Number.POSITIVE_INFINITY;
    for (const beat of waiting) due = Math.min(due, beat.lastAt + gapMs);
    const wait = due - ports.now();
    if (timer !== null) ports.cancelLater(timer);
    timer = null;
    if (wait <= 0) {
      frame = ports.frame(run);
      return;
    }
    timer = ports.later(() => {
      timer = null;
      if (frame === null && waiting.size > 0) frame = ports.frame(run);
    }, wait);
  };

  return {
    request(beat) {
      if (waiting.has(beat)) return;
      waiting.add(beat);
      arm();
    },
    cancel(beat) {
      waiting.delete(beat);
    },
    pending: () => waiting.size,
  };
}

/** The clock of the page. Hidden tabs get no frames, so charts rest there and draw the newest when seen again. */
export const chartClock: ChartClock = createChartClock({
  now: () => performance.now(),
  frame: (run) => requestAnimationFrame(run),
  later: (run, ms) => window.setTimeout(run, ms),
  cancelLater: (id) => window.clearTimeout(id),
});
