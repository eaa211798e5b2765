import { describe, expect, it } from 'vitest';
import { type FramePorts, SparseFrames } from './sparse-frames.ts';

/** Time that moves by 10 ms steps: a frame comes with each, a timer when it is due. */
function made() {
  let now = 0;
  let next = 1;
  const frames = new Map<number, (time: number) => void>();
  const timers = new Map<number, { at: number; run: () => void }>();
  const keep = <T>(map: Map<number, T>, value: T): number => {
    map.set(next, value);
    return next++;
  };
  const ports: FramePorts = {
    now: () => now,
    frame: (run) => keep(frames, run),
    dropFrame: (id) => void frames.delete(id),
    later: (run, ms) => keep(timers, { at: now + ms, run }),
    dropLater: (id) => void timers.delete(id),
  };
  const sparse = new SparseFrames(ports);
  let drawn = 0;
  const loop = () => {
    drawn++;
    sparse.requestAnimationFrame(loop);
  };
  const pass = (ms: number): number => {
    const before = drawn;
    for (const end = now + ms; now < end; ) {
      now += 10;
      for (const [id, timer] of timers) if (timer.at <= now) timers.delete(id) && timer.run();
      for (const [id, run] of [...frames]) if (frames.delete(id)) run(now);
    }
    return drawn - before;
  };
  return { frames: sparse, loop, pass, waiting: () => frames.size + timers.size };
}

describe('SparseFrames', () => {
  it('gives few frames to a map that nothing has changed of', () => {
    const { frames, loop, pass } = made();
    frames.requestAnimationFrame(loop);
    expect(pass(10_000)).toBeLessThanOrEqual(10);
    expect(pass(2000)).toBeGreaterThan(0);
  });

  it('gives the next frame when it is woken, and every one for as long as it was', () => {
    const { frames, loop, pass } = made();
    frames.requestAnimationFrame(loop);
    pass(1000);
    frames.wake(100);
    expect(pass(10)).toBe(1);
    expect(pass(90)).toBe(9);
    expect(pass(1000)).toBeLessThan(6);
  });

  it('does not cut a longer waking short by a shorter one', () => {
    const { frames, loop, pass } = made();
    frames.requestAnimationFrame(loop);
    frames.wake(500);
    frames.wake(10);
    expect(pass(490)).toBe(49);
  });

  it('holds one request at a time however often it is woken', () => {
    const { frames, loop, pass, waiting } = made();
    frames.requestAnimationFrame(loop);
    for (let i = 0; i < 5; i++) frames.wake(50);
    expect(waiting()).toBe(1);
    expect(pass(10)).toBe(1);
  });

  it('gives nothing after it was cancelled', () => {
    const { frames, loop, pass, waiting } = made();
    frames.requestAnimationFrame(loop);
    frames.wake(100);
    frames.cancelAnimationFrame();
    frames.wake(100);
    expect(pass(1000)).toBe(0);
    expect(waiting()).toBe(0);
  });
});
