import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOCKET = 'declare const socket: { on(name: string): void; emit(name: string): void; to(room: string): typeof socket };\n';

/** File, text, and what the linter must say (null: nothing). */
const PLANTED: [string, string, string | null][] = [
  ['server/core/a.ts', 'export const a = Date.now();', 'Date.now'],
  ['server/core/b.ts', 'export const b = new Date();', 'new Date()'],
  ['server/core/c.ts', 'export const c = Math.random();', 'Math.random'],
  ['server/core/d.ts', 'export const d = () => setTimeout(() => undefined, 1);', 'setTimeout'],
  ['server/core/e.ts', "export const e = () => fetch('x');", 'fetch'],
  ['server/core/f.ts', 'export const f = new Date(5);', null],
  ['server/core/g.test.ts', 'export const g = Date.now();', null],
  ['server/http/a.ts', 'export const a = process.env.HOME;', 'process.env'],
  ['server/env.ts', 'export const a = process.env.HOME;', null],
  ['components/wall/a.ts', "import * as echarts from 'echarts';\nexport const a = echarts.init(document.body);", 'echarts.init'],
  ['components/wall/b.ts', "import { init, use } from 'echarts/core';\nuse([]);\nexport const a = init(document.body);", 'chart instances'],
  ['components/wall/c.ts', "import { use } from 'echarts/core';\nuse([]);", null],
  ['components/charts/echart.tsx', "import * as echarts from 'echarts';\nexport const a = echarts.init(document.body);", null],
  ['server/realtime/a.ts', `${SOCKET}socket.on('signal');`, 'server/wire/live.ts'],
  ['components/live/a.ts', `${SOCKET}socket.to('x').emit(\`facts\`);`, 'server/wire/live.ts'],
  ['server/realtime/b.ts', `${SOCKET}declare const EVENTS: { signal: string };\nsocket.on('disconnect');\nsocket.to('x').emit(EVENTS.signal);`, null],
  ['server/services/a.ts', 'export const a: any = 1;', 'noExplicitAny'],
  ['server/services/c.ts', 'const f = async (): Promise<void> => {};\nexport const a = (): void => {\n  f();\n};', 'floating'],
  ['server/services/d.ts', 'const f = async (): Promise<void> => {};\nexport const a = (): void => [1].forEach(async () => await f());', 'Promise'],
  ['server/services/b.ts', '// @ts-ignore\nexport const a: number = "x";', 'ts-ignore'],
];

let root: string;
let output: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'planted-'));
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  writeFileSync(join(root, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
  cpSync(join(ROOT, 'e2e/checks/rules'), join(root, 'e2e/checks/rules'), { recursive: true });
  for (const [path, text] of PLANTED) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${text}\n`);
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  output = spawnSync(process.execPath, [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '--diagnostic-level=error', '.'], {
    cwd: root,
    encoding: 'utf8',
  }).stdout;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(PLANTED)('%s: %s', (path, _, message) => {
  const said = output.split('\n').filter((line) => line.includes(`${path},line=`));
  if (message === null) expect(said).toEqual([]);
  else expect(said.join('\n')).toContain(message);
});
