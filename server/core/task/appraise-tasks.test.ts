import { expect, test } from 'vitest';
import { type AppraisedTask, appraiseTasks, noTasks } from './appraise-tasks.ts';

const task = (over: Partial<AppraisedTask> = {}): AppraisedTask => ({ unit: 'd1', open: false, clock: 'met', sentBack: 0, verdict: 'done', ...over });

test('nothing issued is nothing counted', () => {
  expect(appraiseTasks([])).toEqual({ byUnit: new Map(), total: noTasks() });
});

test('done, on time, late and open, sent back and verdicts are counted once a task, by department', () => {
  const { byUnit } = appraiseTasks([
    task({ verdict: 'good' }),
    task({ clock: 'missed', verdict: 'partly' }),
    task({ sentBack: 3 }),
    task({ open: true, clock: 'ok', verdict: null }),
    task({ open: true, clock: 'late', verdict: null, sentBack: 1 }),
    task({ open: true, clock: 'missed', verdict: null }),
    task({ open: true, clock: 'paused', verdict: null }),
    task({ unit: 'd2', open: true, clock: null, verdict: null }),
  ]);
  expect(byUnit.get('d1')).toEqual({ issued: 7, done: 3, onTime: 2, lateOpen: 2, judged: 4, sentBack: 2, verdicts: { good: 1, done: 1, partly: 1 } });
  expect(byUnit.get('d2')).toEqual({ ...noTasks(), issued: 1 });
});

test('the total is the sum of the departments, so that a rate of all is a sum over a sum', () => {
  const tasks = Array.from({ length: 60 }, (_, i) =>
    task({ unit: `d${i % 7}`, open: i % 3 === 0, clock: i % 4 === 0 ? 'missed' : 'met', sentBack: i % 5 === 0 ? 1 : 0, verdict: i % 3 === 0 ? null : 'good' }),
  );
  const { byUnit, total } = appraiseTasks(tasks);
  for (const name of ['issued', 'done', 'onTime', 'lateOpen', 'judged', 'sentBack'] as const)
    expect(
      [...byUnit.values()].reduce((sum, s) => sum + s[name], 0),
      name,
    ).toBe(total[name]);
  expect(total.issued).toBe(60);
  expect(total.verdicts.good).toBe(total.done);
});
