import { expect, test } from 'vitest';
import { countPlaywright, countVitest, together } from './runners.mjs';

const file = (name: string, results: [string, string][]) => ({
  name,
  status: results.some(([, status]) => status === 'failed') ? 'failed' : 'passed',
  assertionResults: results.map(([fullName, status]) => ({ fullName, status })),
});
const report = (...testResults: ReturnType<typeof file>[]) => {
  const count = (status: string) => testResults.flatMap((f) => f.assertionResults).filter((a) => a.status === status).length;
  return { testResults, numPassedTests: count('passed'), numFailedTests: count('failed') };
};

test('a file that did not load is one failure', () => {
  const broken = { name: 'b.test.ts', status: 'failed', assertionResults: [] };
  expect(countVitest(report(file('a.test.ts', [['x', 'passed']]), broken))).toMatchObject({ passed: 1, failed: 1, skipped: 0 });
});

test('a test that one database skips and the other passes is not skipped', () => {
  const embedded = countVitest(
    report(
      file('a', [
        ['both', 'passed'],
        ['server only', 'skipped'],
        ['never', 'pending'],
      ]),
    ),
  );
  const server = countVitest(
    report(
      file('a', [
        ['both', 'skipped'],
        ['server only', 'passed'],
        ['never', 'pending'],
      ]),
    ),
  );
  expect(together(embedded, server)).toMatchObject({ passed: 1, failed: 0, skipped: 1 });
});

test('a browser test that needed a second try has failed, and so has a run that broke outside of its tests', () => {
  expect(countPlaywright({ stats: { expected: 2, unexpected: 1, flaky: 1, skipped: 3 }, errors: [{}] })).toEqual({ passed: 2, failed: 2, skipped: 3 });
  expect(countPlaywright({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] })).toMatchObject({ failed: 1 });
});
