/** One clock for the page: server time in whole seconds, one timer however many read it. */
export class NowClock {
  private at: number;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly serverNow: () => number) {
    this.at = Math.floor(serverNow() / 1000) * 1000;
  }

  start(): void {
    this.timer ??= setTimeout(() => this.tick(), 1000 - (this.serverNow() % 1000));
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  read = (): number => this.at;

  subscribe = (fn: () => void): (() => void) => {
    this.listeners.add(fn);
    return () => {
      this.listeners.delete(fn);
    };
  };

  private tick(): void {
    this.timer = null;
    const now = Math.floor(this.serverNow() / 1000) * 1000;
    this.start();
    if (now === this.at) return;
    this.at = now;
    for (const fn of this.listeners) fn();
  }
}
