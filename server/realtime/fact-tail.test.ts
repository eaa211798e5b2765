import { describe, expect, test } from 'vitest';
import type { FactFrame, FactReset } from '../wire/facts.ts';
import { catchUp } from './catch-up.ts';
import { sealedCursors } from './cursors.ts';
import type { FactRecord } from './fact-item.ts';
import { type FactScope, FactTail } from './fact-tail.ts';

const cursors = sealedCursors('k');
const contains = (a: string, r: string): boolean => a === r || a === '00';
const scope = (name: string, regions: string[], departments: string[] | null = null): FactScope => ({
  class: name,
  parts: regions.map((region) => ({ region, departments })),
});
const ALL = scope('all', ['00']);
const A = scope('a', ['A']);
const B = scope('b', ['B']);

function rig() {
  const log: FactRecord[] = [];
  let now = 0;
  let epoch = 'e1';
  let failing = false;
  const sent: { to: string; frame?: FactFrame; reset?: FactReset }[] = [];
  const access: number[] = [];
  const tail = new FactTail({
    cursors,
    contains,
    now: () => now,
    schedule: () => () => undefined,
    onAccess: (f) => void access.push(f.subjectId),
    port: {
      head: async () => ({ seq: log.length, epoch }),
      read: async (after, limit) => log.slice(after, after + limit),
      stamp: async () => {
        if (failing) throw new Error('down');
      },
    },
  });
  tail.attach({ frame: (to, frame) => void sent.push({ to, frame }), reset: (to, reset) => void sent.push({ to, reset }) });
  const fact = (id: number, version: number, regions: string[], more: Partial<FactRecord> = {}): void => {
    const body = { region: regions[regions.length - 1], ...more.body };
    log.push({
      seq: log.length + 1,
      at: now,
      kind: 'dispatch',
      subject: 'case',
      subjectId: id,
      version,
      regions,
      departments: [],
      quiet: false,
      ...more,
      body,
    });
  };
  return { tail, log, sent, access, fact, pass: (ms: number) => (now += ms), setEpoch: (e: string) => (epoch = e), fail: (f: boolean) => (failing = f) };
}

const ids = (frame: FactFrame | undefined) => frame?.items.map((i) => ('gone' in i ? `-${i.id}` : i.id));

describe('cursors', () => {
  test('[F3] cursors open only under their key and do not show how far they are apart', () => {
    expect(cursors.open(cursors.seal(41))).toBe(41);
    expect(cursors.seal(41)).toBe(cursors.seal(41));
    expect(sealedCursors('other').open(cursors.seal(41))).toBeNull();
    for (const bad of ['', 'x', 'AAAAAAAAAAAAAAAAAAAAAA', `${cursors.seal(3)}A`, '41']) expect(cursors.open(bad)).toBeNull();
  });
});

describe('tail', () => {
  test('[F1] each class gets an unbroken chain of what it may see', async () => {
    const { tail, sent, fact } = rig();
    await tail.start();
    for (const s of [ALL, A, B]) tail.enter(s);
    fact(1, 1, ['A']);
    await tail.kick();
    fact(2, 1, ['B']);
    fact(3, 1, ['A']);
    await tail.kick();
    const of = (name: string) => sent.filter((s) => s.to === name).map((s) => s.frame as FactFrame);
    expect(of('a').map(ids)).toEqual([[1], [3]]);
    expect(of('b').map(ids)).toEqual([[2]]);
    expect(of('all').map(ids)).toEqual([[1], [2, 3]]);
    for (const name of ['a', 'b', 'all']) {
      const frames = of(name);
      expect(frames.map((f) => f.prev)).toEqual([cursors.seal(0), ...frames.slice(0, -1).map((f) => f.to)]);
    }
  });

  test('[F4] who loses sight of a case learns that it is gone, and nothing else', async () => {
    const { tail, sent, fact } = rig();
    await tail.start();
    for (const s of [A, B]) tail.enter(s);
    fact(1, 2, ['A', 'B']);
    await tail.kick();
    expect(sent.find((s) => s.to === 'a')?.frame?.items).toEqual([{ subject: 'case', id: 1, version: 2, gone: true }]);
    expect(ids(sent.find((s) => s.to === 'b')?.frame)).toEqual([1]);
  });

  test('[F4] departments bound what is seen as regions do', async () => {
    const { tail, sent, fact } = rig();
    await tail.start();
    tail.enter(scope('water', ['00'], ['water']));
    fact(1, 1, ['A'], { departments: ['water'] });
    fact(2, 1, ['A'], { departments: ['police'] });
    fact(1, 2, ['A'], { departments: ['water', 'police'], body: { departments: ['police'] } });
    await tail.kick();
    expect(ids(sent[0]?.frame)).toEqual([1, '-1']);
  });

  test('[F6] a class without news gets an empty frame after fifteen seconds', async () => {
    const { tail, sent, fact, pass } = rig();
    await tail.start();
    tail.enter(B);
    fact(1, 1, ['A']);
    await tail.kick();
    pass(14_999);
    tail.refresh();
    expect(sent).toHaveLength(0);
    pass(1);
    tail.refresh();
    expect(sent[0]?.frame).toMatchObject({ prev: cursors.seal(0), to: cursors.seal(1), items: [] });
  });

  test('[F7] silent history is one reset at once, then one in five seconds', async () => {
    const { tail, sent, fact, pass } = rig();
    await tail.start();
    tail.enter(A);
    for (let i = 0; i < 2500; i++) fact(i, 1, ['A'], { quiet: true });
    await tail.kick();
    expect(sent.map((s) => s.reset?.reason)).toEqual(['history']);
    expect(sent[0]?.reset?.from).toBe(cursors.seal(2500));
    fact(9000, 1, ['A'], { quiet: true });
    fact(9001, 1, ['A']);
    await tail.kick();
    expect(ids(sent[1]?.frame)).toEqual([9001]);
    pass(5000);
    tail.refresh();
    expect(sent[2]?.reset?.reason).toBe('history');
    tail.refresh();
    expect(sent).toHaveLength(3);
  });

  test('[F8] another epoch, or a log that went back, resets everybody', async () => {
    const { tail, sent, fact, setEpoch, log } = rig();
    await tail.start();
    tail.enter(A);
    fact(1, 1, ['A']);
    await tail.kick();
    setEpoch('e2');
    await tail.kick();
    expect(sent[1]?.reset).toMatchObject({ reason: 'epoch', epoch: 'e2' });
    log.length = 0;
    await tail.kick();
    expect(sent[2]?.reset?.reason).toBe('epoch');
  });

  test('[F9] access facts reach the server and no client', async () => {
    const { tail, sent, fact, access } = rig();
    await tail.start();
    tail.enter(ALL);
    fact(77, 1, ['A'], { subject: 'access' });
    await tail.kick();
    expect(access).toEqual([77]);
    expect(sent).toHaveLength(0);
  });

  test('a database that is away is asked again', async () => {
    const { tail, sent, fact, fail } = rig();
    await tail.start();
    tail.enter(A);
    fact(1, 1, ['A']);
    fail(true);
    await tail.kick();
    expect(tail.stats().errors).toBe(1);
    fail(false);
    await tail.kick();
    expect(sent).toHaveLength(1);
  });
});

describe('catch-up', () => {
  async function ask(r: ReturnType<typeof rig>, s: FactScope, from?: string, epoch?: string) {
    const got: string[] = [];
    let frame: FactFrame | undefined;
    const entry = r.tail.enter(s);
    await catchUp(
      r.tail,
      entry,
      { from, epoch },
      {
        frame: (f) => {
          got.push(`frame ${f.items.length}`);
          frame = f;
        },
        reset: (x) => void got.push(`reset ${x.reason}`),
        join: () => void got.push('join'),
      },
    );
    return { got, frame, entry };
  }

  test('[F5] brings a client from its cursor to its class', async () => {
    const r = rig();
    await r.tail.start();
    const entry = r.tail.enter(A);
    r.fact(1, 1, ['A']);
    r.fact(2, 1, ['B']);
    r.fact(3, 1, ['A']);
    await r.tail.kick();
    const { got, frame } = await ask(r, A, cursors.seal(1), 'e1');
    expect(got).toEqual(['frame 1', 'join']);
    expect(frame).toMatchObject({ prev: cursors.seal(1), to: cursors.seal(entry.at) });
    expect((await ask(r, A, cursors.seal(entry.at))).got).toEqual(['join']);
  });

  test('[F5] a cursor ahead of the class, or of the tail, is met', async () => {
    const r = rig();
    await r.tail.start();
    r.tail.enter(B);
    r.fact(1, 1, ['A']);
    await r.tail.kick();
    const ahead = await ask(r, B, cursors.seal(1));
    expect(ahead.frame).toMatchObject({ prev: cursors.seal(1), to: cursors.seal(0), items: [] });
    r.fact(2, 1, ['B']);
    const unread = await ask(r, B, cursors.seal(2));
    expect(unread.got).toEqual(['join']);
    expect(unread.entry.at).toBe(2);
  });

  test('[F8] what cannot be caught up is reset, with the reason', async () => {
    const r = rig();
    await r.tail.start();
    r.tail.enter(A);
    for (let i = 0; i < 2001; i++) r.fact(i, 1, ['A']);
    await r.tail.kick();
    expect((await ask(r, A, cursors.seal(0))).got).toEqual(['reset too_far', 'join']);
    expect((await ask(r, A, cursors.seal(1))).got).toEqual(['frame 2000', 'join']);
    expect((await ask(r, A, cursors.seal(1), 'e0')).got).toEqual(['reset epoch', 'join']);
    expect((await ask(r, A, 'rubbish')).got).toEqual(['reset epoch', 'join']);
    expect((await ask(r, A, cursors.seal(99_999))).got).toEqual(['reset epoch', 'join']);
    r.fact(1, 2, ['A'], { quiet: true });
    r.fact(1, 3, ['A']);
    await r.tail.kick();
    expect((await ask(r, A, cursors.seal(2001))).got).toEqual(['reset history', 'join']);
  });

  test('[F2] a client without a cursor starts at the first frame', async () => {
    const r = rig();
    await r.tail.start();
    expect((await ask(r, A)).got).toEqual(['frame 0', 'join']);
  });
});
