/** What the frames are taken from; tests bring their own. */
export type FramePorts = {
  now: () => number;
  frame: (run: (time: number) => void) => number;
  dropFrame: (id: number) => void;
  later: (run: () => void, ms: number) => number;
  dropLater: (id: number) => void;
};

const PAGE: FramePorts = {
  now: () => performance.now(),
  frame: (run) => requestAnimationFrame(run),
  dropFrame: (id) => cancelAnimationFrame(id),
  later: (run, ms) => window.setTimeout(run, ms),
  dropLater: (id) => clearTimeout(id),
};

/** How often deck.gl may look while nothing is known to have changed, ms: what nobody told it of is drawn by then. */
const IDLE_MS = 1000;

/**
 * The frames of a map. Left alone, deck.gl asks sixty times a second whether something has changed, which on a wall that
 * changes every few seconds is most of what the map costs. It is given every frame for as long as it was woken, and few
 * ones after that. It holds one request at a time, as deck.gl's loop does.
 */
export class SparseFrames {
  private run: ((time: number) => void) | null = null;
  private awakeTo = 0;
  private frameId: number | null = null;
  private laterId: number | null = null;

  constructor(private readonly ports: FramePorts = PAGE) {}

  /** Every frame from now on for `ms` milliseconds. */
  wake(ms: number): void {
    this.awakeTo = Math.max(this.awakeTo, this.ports.now() + ms);
    if (this.run && this.frameId === null) this.ask();
  }

  requestAnimationFrame(run: (time: number) => void): number {
    this.run = run;
    if (this.ports.now() < this.awakeTo) this.ask();
    else this.laterId = this.ports.later(() => this.ask(), IDLE_MS);
    return 1;
  }

  cancelAnimationFrame(): void {
    this.run = null;
    this.drop();
  }

  private ask(): void {
    this.drop();
    this.frameId = this.ports.frame((time) => {
      this.frameId = null;
      const run = this.run;
      this.run = null;
      run?.(time);
    });
  }

  private drop(): void {
    if (this.frameId !== null) this.ports.dropFrame(this.frameId);
    if (this.laterId !== null) this.ports.dropLater(this.laterId);
    this.frameId = this.laterId = null;
  }
}
