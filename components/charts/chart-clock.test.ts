import { describe, expect, it } from 'vitest';
import { type Beat, createChartClock } from './chart-clock.ts';

/** A page with 60 frames a second whose time moves only by hand. */
function fakePage() {
  let now = 1000;
  let frames: (() => void)[] = [];
  let timers: { id: number; at: number; run: () => void }[] = [];
  let ids = 0;
  const ports = {
    now: () => now,
    frame: (run: () => void) => frames.push(run),
    later: (run: () => void, ms: number) => {
      ids++;
      timers.push({ id: ids, at: now + ms, run });
      return ids;
    },
    cancelLater: (id: number) => {
      timers = timers.filter((t) => t.id !== id);
    },
  };
  const work = (ms: number) => {
    now += ms;
  };
  const advance = (ms: number) => {
    const end = now + ms;
    while (now < end) {
      now += 1;
      const due = timers.filter((t) => t.at <= now);
      timers = timers.filter((t) => t.at > now);
      for (const t of due) t.run();
      if (now % 16 === 0) {
        const run = frames;
        frames = [];
        for (const f of run) f();
      }
    }
  };
  return { ports, work, advance };
}

function beatOf(flush: () => void): Beat {
  return { flush, lastAt: Number.NEGATIVE_INFINITY };
}

describe('chart clock', () => {
  it('flushes at the next frame when idle, then at most five times a second', () => {
    const page = fakePage();
    const clock = createChartClock(page.ports);
    let flushes = 0;
    const beat = beatOf(() => flushes++);
    clock.request(beat);
    page.advance(17);
    expect(flushes).toBe(1);
    for (let i = 0; i < 100; i++) {
      clock.request(beat);
      page.advance(10);
    }
    expect(flushes).toBeGreaterThanOrEqual(5);
    expect(flushes).toBeLessThanOrEqual(6);
  });

  it('keeps a frame within its budget and still serves every chart', () => {
    const page = fakePage();
    const clock = createChartClock(page.ports, 200, 8);
    const flushed: number[] = [];
    for (let i = 0; i < 10; i++) {
      clock.request(
        beatOf(() => {
          flushed.push(i);
          page.work(3);
        }),
      );
    }
    page.advance(17);
    expect(flushed.length).toBeLessThan(10);
    page.advance(200);
    expect(flushed).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(clock.pending()).toBe(0);
  });

  it('forgets a cancelled chart', () => {
    const page = fakePage();
    const clock = createChartClock(page.ports);
    let flushes = 0;
    const beat = beatOf(() => flushes++);
    clock.request(beat);
    clock.cancel(beat);
    page.advance(300);
    expect(flushes).toBe(0);
  });
});
