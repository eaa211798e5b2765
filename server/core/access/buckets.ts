export type BucketLimits = {
  /** So much at once. */
  burst: number;
  /** So much a second in the long run. */
  perSecond: number;
  /** Keys that are remembered at most; the one that was quiet for the longest goes first. */
  keys?: number;
};

/** Token buckets by key, of bounded memory. Times are epoch milliseconds. */
export class Buckets {
  private readonly held = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly limits: BucketLimits) {}

  /** Takes `cost` tokens of the key's bucket; false, and nothing taken, when there are not as many. */
  take(key: string, now: number, cost = 1): boolean {
    const { burst, perSecond, keys = 10_000 } = this.limits;
    const known = this.held.get(key);
    const tokens = known ? Math.min(burst, known.tokens + (Math.max(0, now - known.at) / 1000) * perSecond) : burst;
    const taken = tokens >= cost;
    // Last in the order of the map: the first is the one that was quiet for the longest.
    this.held.delete(key);
    this.held.set(key, { tokens: taken ? tokens - cost : tokens, at: Math.max(now, known?.at ?? now) });
    if (this.held.size > keys) this.held.delete(this.held.keys().next().value as string);
    return taken;
  }
}
