import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkDocs, checkJournal, namedPaths } from './check-docs.mjs';
import { checkSource } from './check-source.mjs';
import { checkName, checkText, checkTransactions } from './source-rules.mjs';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'planted-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test.each([
  ['server/core/Thing.ts', 'kebab-case'],
  ['server/core/snake_case.ts', 'kebab-case'],
  ['server/core/utils.ts', 'what it holds'],
  ['server/services/case/parts/deep/a.ts', 'deep'],
  ['server/Core/a.ts', 'folder'],
  ['components/lonely.tsx', 'noun'],
])('the name %s is refused', (path, reason) => {
  expect(checkName(path).join()).toContain(reason);
});

test.each([
  'app/(console)/wall/[topic]/page.tsx',
  'server/services/case/dispatch.db.test.ts',
  'components/ui/button.tsx',
  'app/(console)/incidents/[id]/not-found.tsx',
])('the name %s is fine', (path) => {
  expect(checkName(path)).toEqual([]);
});

test('long files and reminders are refused, longish ones are named', () => {
  expect(checkText('a.ts', 'x\n'.repeat(501)).problems).toHaveLength(1);
  expect(checkText('a.ts', 'x\n'.repeat(450))).toMatchObject({ problems: [], warnings: [expect.stringContaining('reason')] });
  expect(checkText('a.ts', `// ${'TO'}${'DO'}: later`).problems).toHaveLength(1);
});

test.each([
  ['another wait', 'db.transaction(async (tx) => { await tx.query(q); await sleep(5); })', 1],
  ['the outer handle', 'db.transaction(async (tx) => { await db.query(q); })', 1],
  [
    'only the transaction',
    'db.transaction(async (tx) => { const open = tx.query(q); await open; await load(tx, id); await Promise.all(ids.map((id) => tx.query(q, [id]))); })',
    0,
  ],
  ['no transaction', 'async function f() { await sleep(5); }', 0],
])('awaits in a transaction: %s', (_, text, problems) => {
  expect(checkTransactions('a.ts', text)).toHaveLength(problems);
});

test('planted files are found in a project', () => {
  const root = project({ 'server/core/helpers.ts': 'export {};\n', 'server/core/fine.ts': 'export {};\n' });
  expect(checkSource(root).problems).toEqual([expect.stringContaining('server/core/helpers.ts')]);
});

test('a document may name only what exists', () => {
  const root = project({
    'README.md': 'See `server/main.ts`, `server/gone.ts`, [that](db/gone.md), `db/profiles/NAME`, `app/{a,b}.ts` and `npm test`.\n',
    'server/main.ts': '',
  });
  expect(checkDocs(root).map((line) => line.replace(/.*names (\S+),.*/, '$1'))).toEqual(['db/gone.md', 'server/gone.ts', 'app/a.ts', 'app/b.ts']);
  expect(namedPaths('`e2e/faults/*.test.ts` and `SPEC.md` and [x](https://example.org/a)').map((p) => p.path)).toEqual(['SPEC.md']);
});

test('migrations stand in the order of their time', () => {
  const entries = [
    { idx: 0, when: 5, tag: '0000_a' },
    { idx: 1, when: 4, tag: '0001_b' },
  ];
  const root = project({ 'db/migrations/meta/_journal.json': JSON.stringify({ entries }), 'db/migrations/0000_a.sql': '', 'db/migrations/0009_x.sql': '' });
  expect(checkJournal(root)).toEqual([
    'db/migrations: 0001_b: is not later than 0000_a',
    'db/migrations: 0001_b.sql: is missing',
    'db/migrations/0009_x.sql: is not in the journal',
  ]);
});
