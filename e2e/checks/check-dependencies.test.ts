import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDependencies } from './check-dependencies.mjs';
import { BROWSER, DIRECT } from './dependency-rules.mjs';
import { ALLOWED, PLANTED, plant } from './planted.mjs';

const bad = plant(PLANTED.map(([, file, target]) => [file, target]));
const good = plant(ALLOWED);
let found: { rule: string; from: string; to: string }[] = [];

beforeAll(async () => {
  found = (await checkDependencies(bad.root)).found;
});
afterAll(() => {
  bad.remove();
  good.remove();
});

test.each(PLANTED)('rule %s is broken by %s importing %s', (rule, file) => {
  expect(found.filter((v) => v.from === file).map((v) => v.rule)).toContain(rule);
});

test('every rule has a planted violation', () => {
  const planted = new Set(PLANTED.map(([rule]) => rule));
  expect([...DIRECT, ...BROWSER].map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual([]);
});

test('allowed imports break no rule and every file is looked at', async () => {
  expect(await checkDependencies(good.root)).toEqual({ found: [], missed: [] });
});

test('a file that the tool does not read is named', async () => {
  const { missed } = await checkDependencies(good.root, { exclude: { path: '^server/wire/' } });
  expect(missed).toContain('server/wire/ok.ts');
});
