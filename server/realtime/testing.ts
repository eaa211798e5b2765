import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildTree, type RegionTree } from '../core/region/tree.ts';
import { seesFigure } from '../services/access/require-scope.ts';
import type { Scope } from '../services/access/scope.ts';
import { sealedCursors } from './cursors.ts';
import type { FactPort, FactRecord } from './fact-item.ts';
import { FactTail } from './fact-tail.ts';
import { createRealtime, type Realtime, type RealtimeOptions } from './io.ts';
import type { Grant } from './session.ts';
import { type Schedule, SignalHub } from './signal-hub.ts';

/** A province of three cities with two counties each; codes that no real region has. */
export function smallTree(): RegionTree {
  const node = (adcode: string, parent: string) => ({ adcode, parent, level: 'x', kind: 'normal' as const });
  const cities = ['990100', '990200', '990300'];
  return buildTree([node('990000', ''), ...cities.flatMap((c) => [node(c, '990000'), node(`${c.slice(0, 4)}01`, c), node(`${c.slice(0, 4)}02`, c)])]);
}

export function testScope(...regions: string[]): Scope {
  return { parts: regions.map((region) => ({ region, departments: null })), class: regions.join('+') } as unknown as Scope;
}

/** One scope of the regions named, joined by +, for signals and facts. */
export function testGrant(regions: string, validUntil = Date.now() + 60_000): Grant {
  const scope = testScope(...regions.split('+'));
  return { scope, facts: scope, validUntil, subject: 'account:1' };
}

/** A log in memory: what is appended is numbered at the next stamp, as in the database. */
export class MemoryLog implements FactPort {
  readonly facts: FactRecord[] = [];
  epoch = 'e1';
  private pending: FactRecord[] = [];

  append(fact: Omit<FactRecord, 'seq'>): void {
    this.pending.push({ ...fact, seq: 0 });
  }

  async stamp(): Promise<void> {
    for (const fact of this.pending) this.facts.push({ ...fact, seq: this.facts.length + 1 });
    this.pending = [];
  }

  async head(): Promise<{ seq: number; epoch: string }> {
    return { seq: this.facts.length, epoch: this.epoch };
  }

  async read(after: number, limit: number): Promise<FactRecord[]> {
    return this.facts.slice(after, after + limit);
  }
}

export const realSchedule: Schedule = (fn, ms) => {
  const timer = setTimeout(fn, ms);
  return () => clearTimeout(timer);
};

export type TestServer = {
  http: Server;
  url: string;
  hub: SignalHub;
  tail: FactTail;
  log: MemoryLog;
  realtime: Realtime;
  tree: RegionTree;
  close(): Promise<void>;
};

/** The live server on a loopback port of 4100 to 4149. `auth.scope` of a client names its regions, joined by +. */
export async function startServer(more: Partial<RealtimeOptions> = {}, windowMs = 20): Promise<TestServer> {
  const tree = smallTree();
  const http = createServer();
  const hub = new SignalHub({
    tree,
    windowMs,
    id: 'hub',
    now: Date.now,
    schedule: realSchedule,
    indicator: (code) => (code.startsWith('calls') ? { kind: 'count', additivity: { region: 'add', time: 'add' } } : undefined),
  });
  const log = new MemoryLog();
  const tail = new FactTail({ port: log, cursors: sealedCursors('test'), contains: tree.contains, now: Date.now, schedule: realSchedule, pollMs: 50 });
  await tail.start();
  const realtime = createRealtime({
    httpServer: http,
    hub,
    tail,
    mayRead: (scope, ref) => seesFigure(scope, tree, ref),
    authenticate: async ({ auth }) => (typeof auth.scope === 'string' ? testGrant(auth.scope) : { refused: 'unauthorized', message: 'no' }),
    ...more,
  });
  await listen(http);
  return {
    http,
    hub,
    tail,
    log,
    realtime,
    tree,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      realtime.close();
      hub.stop();
      await tail.stop();
      http.closeAllConnections();
      await new Promise((r) => http.close(r));
    },
  };
}

async function listen(http: Server): Promise<void> {
  for (let port = 4100; port < 4150; port++) {
    const taken = await new Promise<boolean>((resolve) => {
      http.once('error', () => resolve(true));
      http.listen(port, '127.0.0.1', () => resolve(false));
    });
    http.removeAllListeners('error');
    if (!taken) return;
  }
  throw new Error('no free port from 4100 to 4149');
}
