/** Milliseconds to wait before the next message may be spoken; `lastAt` null = nothing was spoken yet. */
export function speechDelay(lastAt: number | null, now: number, gapMs: number): number {
  return lastAt === null ? 0 : Math.max(0, lastAt + gapMs - now);
}
