import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockOf } from '../case/clock.ts';
import { countableOf } from '../case/countable.ts';
import { replay } from '../case/journal.ts';
import { advance, stageOf } from '../case/progress.ts';
import type { JsonObject } from '../case/state.ts';
import { TICKET_STEPS } from '../case/steps.ts';
import { handlingTimeOf } from '../case/workload.ts';
import { Desk, DISPATCHER, local, SUPERVISOR, UPSTREAM } from './testing.ts';
import { stageOfState } from './ticket.ts';
import { recount } from './ticket-recount.ts';

const START = local('2026-09-14 09:00');

function mirrored(): Desk {
  const t = new Desk('2026-09-14 09:00');
  t.report(1, { mirrored: true, requestType: '求助' }, UPSTREAM);
  return t;
}

test('a mirrored ticket stands where the wall counts it, after any steps in any order', () => {
  const step = fc.record({ step: fc.constantFrom(...TICKET_STEPS), at: fc.integer({ min: -5, max: 40 }), unit: fc.constantFrom(null, 'u1', 'u2') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const t = mirrored();
      let wall = { version: 1, step: 'reported', movedAt: START, open: true, unit: null as string | null, closedAt: null as number | null };
      for (const s of steps) {
        const at = START + s.at * 3_600_000;
        t.now = Math.max(t.now, at);
        t.do(1, 'progress', { step: s.step, at, ...(s.unit === null ? {} : { unit: s.unit }) }, UPSTREAM);
        wall = advance(wall, { step: s.step, at, unit: s.unit });
      }
      const { state, open, movedAt, closedAt, version, assignment } = t.of(1);
      const onWall = stageOf(wall.step);
      expect({ stage: stageOfState(state), open, movedAt, closedAt, version, unit: assignment.main }).toEqual({
        stage: onWall,
        open: wall.open,
        movedAt: wall.movedAt,
        closedAt: wall.closedAt,
        version: wall.version,
        unit: wall.unit,
      });
    }),
    { seed: 4711, numRuns: 500 },
  );
});

test('our commands on a mirrored ticket are urge, supervise and hand over', () => {
  const t = mirrored();
  for (const name of ['accept', 'dispatch', 'close', 'refuse', 'reclassify']) expect(t.try(1, name, {}, DISPATCHER)?.code, name).toBe('mirrored');
  t.do(1, 'urge', { by: 'desk' });
  t.do(1, 'supervise', { level: 'notice', reason: '…' }, SUPERVISOR);
  expect(t.do(1, 'hand_over', { to: 'P', why: 'needs_province' }).assignment).toMatchObject({ desk: 'P', firstDesk: 'C1' });
  t.report(2);
  expect(t.try(2, 'progress', { step: 'close', at: t.now }, UPSTREAM)?.code).toBe('not_mirrored');
});

test('a report and its reply give a handling time from event to event', () => {
  const t = mirrored();
  t.now = local('2027-03-01 09:00');
  t.do(1, 'progress', { step: 'close', at: local('2026-09-25 09:00') }, UPSTREAM);
  expect(handlingTimeOf(countableOf(t.of(1)), t.rules.calendar)).toEqual({ ms: 11 * 86_400_000, workdays: 9, provisional: false });
  expect(clockOf(t.of(1).ledger, 'handling')).toMatchObject({ startedAt: START, stoppedAt: local('2026-09-25 09:00'), stopReason: 'answered' });
});

test('a step older than the newest is kept and moves nothing', () => {
  const t = mirrored();
  t.now = START + 9_000_000;
  t.do(1, 'progress', { step: 'sign', at: START + 7_200_000 }, UPSTREAM);
  const before = t.of(1);
  t.do(1, 'progress', { step: 'dispatch', at: START + 3_600_000, unit: 'u1' }, UPSTREAM);
  expect({ ...t.of(1), version: 0, last: null, counts: null }).toEqual({ ...before, version: 0, last: null, counts: null });
});

test('a step that was withdrawn is folded out, and what we did ourselves stays', () => {
  const report = { desk: 'C1', requestType: '求助', mirrored: true, receivedAt: START };
  const t = new Desk('2026-09-14 09:00');
  t.do(1, 'report', report, UPSTREAM);
  const steps: JsonObject[] = [
    { step: 'dispatch', at: START + 3_600_000, unit: 'u1' },
    { step: 'close', at: START + 7_200_000 },
  ];
  t.now = START + 8_000_000;
  for (const s of steps) t.do(1, 'progress', s, UPSTREAM);
  t.do(1, 'hand_over', { to: 'P', why: 'needs_province' });
  const done = recount(t.of(1), report, steps.slice(0, 1), UPSTREAM, t.rules, t.now);
  if (!done.ok) throw new Error(done.refusal.code);
  expect(done.next).toMatchObject({ state: 'to_sign', open: true, closedAt: null, version: 5, assignment: { desk: 'P', main: 'u1' } });
  expect(clockOf(done.next.ledger, 'handling')?.stoppedAt).toBeNull();
  expect(replay('ticket', 1, [...t.journal(1), done.entry])).toEqual(done.next);
});
