import type { Ack, FlowsWanted } from '../../server/wire/live.ts';
import type { FlowFrame } from '../../server/wire/trade.ts';

/**
 * `joined`: frames come from now on, so the cells are read now and no change between is lost; the highest `rev` of a cell
 * wins. `lagged`: so many frames were left out, the cells are read again. `refused`: these flows are not for the reader.
 */
export type FlowChange = { kind: 'frame'; frame: FlowFrame } | { kind: 'joined'; day: string } | { kind: 'lagged'; missed: number } | { kind: 'refused' };

export type FlowPorts = {
  /** Sends what is wanted; false when there is no connection (`connected` follows). `ack` gets null when no answer came. */
  send(want: FlowsWanted | null, ack: (answer: unknown) => void): boolean;
  /** Runs `fn` once after about `ms`. */
  later(fn: () => void, ms: number): void;
};

const RETRY_MS = 1000;

/** The lane of flows in the browser. It holds nothing: whoever shows flows reads the cells and takes the frames. One at a time. */
export class FlowLane {
  private shown: { want: FlowsWanted; told: (change: FlowChange) => void } | null = null;
  private turn = 0;
  private joined = false;

  constructor(private readonly ports: FlowPorts) {}

  /** Shows these flows instead of whatever was shown; the answer ends it. */
  show(want: FlowsWanted, told: (change: FlowChange) => void): () => void {
    const mine = { want, told };
    this.shown = mine;
    this.ask();
    return () => {
      if (this.shown !== mine) return;
      this.shown = null;
      this.ask();
    };
  }

  /** A connection stands: the server knows nothing of what was shown before. */
  connected(): void {
    this.joined = false;
    if (this.shown) this.ask();
  }

  /** Frames that were on their way when something else was asked for are of what was shown before. */
  frame(frame: FlowFrame): void {
    if (this.joined) this.shown?.told({ kind: 'frame', frame });
  }

  lagged(missed: number): void {
    if (this.joined) this.shown?.told({ kind: 'lagged', missed });
  }

  private ask(): void {
    const turn = ++this.turn;
    const { shown } = this;
    this.joined = false;
    this.ports.send(shown?.want ?? null, (raw) => {
      // No answer: the line was cut, and `connected` asks again.
      if (turn !== this.turn || raw === null) return;
      const answer = raw as Ack<{ day: string }>;
      if (answer.ok) {
        this.joined = true;
        shown?.told({ kind: 'joined', day: answer.day });
      } else if (answer.code === 'forbidden') shown?.told({ kind: 'refused' });
      else this.ports.later(() => turn === this.turn && this.ask(), RETRY_MS);
    });
  }
}
