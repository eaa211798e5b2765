import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';

/** Where the numbers of /metrics come from: totals since the start, and what is now. Asked when somebody scrapes. */
export type MetricSources = {
  events(): { accepted: number; duplicate: number; rejected: Iterable<readonly [code: string, count: number]> };
  /** Events taken and not yet committed. */
  buffer(): number;
  /** Changes merged before they were sent, and frames that lagging sockets did not get. */
  live(): { conflated: number; skipped: number; sockets: number };
  packedRows(): number;
  /** Events held in the quarantine. */
  quarantine(): number | Promise<number>;
};

export type Metrics = {
  /** A commit of a group of events that took so many seconds. */
  groupCommit(seconds: number): void;
  /** An answered request of a door. */
  answered(door: string, status: number, seconds: number): void;
  /** Prometheus text. */
  text(): Promise<string>;
  readonly contentType: string;
};

/**
 * The metric set. No label names a region, a department or a person: labels are refusal codes, doors and statuses.
 * Event loop lag, memory and CPU are prom-client's own.
 */
export function createMetrics(registry: Registry, sources: MetricSources): Metrics {
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  total(registers, 'tongguan_events_accepted_total', 'Events committed.', () => sources.events().accepted);
  total(registers, 'tongguan_events_duplicate_total', 'Events that were there already.', () => sources.events().duplicate);
  total(registers, 'tongguan_signals_conflated_total', 'Changes merged into a later one before they were sent.', () => sources.live().conflated);
  total(registers, 'tongguan_frames_skipped_total', 'Frames that sockets which lag did not get.', () => sources.live().skipped);
  total(registers, 'tongguan_packed_rows_total', 'Minute rows moved into packs.', () => sources.packedRows());
  level(registers, 'tongguan_buffer_events', 'Events taken and not yet committed.', () => sources.buffer());
  level(registers, 'tongguan_sockets', 'Open live connections.', () => sources.live().sockets);
  level(registers, 'tongguan_quarantine_events', 'Events held in the quarantine.', () => sources.quarantine());
  new Counter({
    name: 'tongguan_events_rejected_total',
    help: 'Events refused, by code.',
    labelNames: ['code'],
    registers,
    collect() {
      this.reset();
      for (const [code, count] of sources.events().rejected) this.inc({ code }, count);
    },
  });
  const commits = new Histogram({
    name: 'tongguan_group_commit_seconds',
    help: 'Duration of group commits.',
    registers,
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  });
  const requests = new Histogram({
    name: 'tongguan_http_request_seconds',
    help: 'Duration of answered requests, by door and status.',
    registers,
    labelNames: ['door', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
  });
  return {
    groupCommit: (seconds) => commits.observe(seconds),
    answered: (door, status, seconds) => requests.observe({ door, status }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** A total that is counted elsewhere. */
function total(registers: Registry[], name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers,
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}

/** What cannot be asked now (a database that is away) is NaN: the other numbers are still told. */
function level(registers: Registry[], name: string, help: string, read: () => number | Promise<number>): void {
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      try {
        this.set(await read());
      } catch {
        this.set(Number.NaN);
      }
    },
  });
}
