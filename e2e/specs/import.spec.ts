import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvOf, hotlineRows, inGb18030, withMark } from '../actions/hotline-file.ts';
import { enter } from '../actions/sign-in.ts';
import { openScreen, shownNumber, tileValue } from '../actions/wall.ts';
import { tongguan } from '../fixtures/feed.ts';
import { type ProductServer, ROOT, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const COUNT = 300;
const SPAN = 'from=2019-01-01T00%3A00&to=2020-02-01T00%3A00';

let server: ProductServer;
let folder: string;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = await mkdtemp(join(tmpdir(), 'tongguan-import-'));
  server = await startServer();
});
test.afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const counts = (printed: string) => printed.trim().split('\n').at(-1);

test('a file of records is taken in once, counted without a place, and folds to its figure', async ({ page }) => {
  test.setTimeout(240_000);
  const file = join(folder, 'messages.csv');
  await writeFile(file, csvOf(hotlineRows(COUNT, '2019-01-02', '2020-01-20')));
  expect(counts(await tongguan(server, ['import', 'ticket', file]))).toBe(`accepted ${COUNT}, duplicate 0, rejected 0`);
  expect(counts(await tongguan(server, ['import', 'ticket', file]))).toBe(`accepted 0, duplicate ${COUNT}, rejected 0`);

  await openScreen(page, `${server.url}/wall/hotline?${SPAN}`);
  await expect.poll(() => tileValue(page, 'hotline.tickets'), { timeout: 60_000 }).toBe(COUNT);
  await expect(page.locator('[data-banner="history"]')).toContainText('2019');
  const table = page.getByRole('region', { name: '各市' });
  await expect(table.locator('tr[data-region="unlocated"]')).toContainText(`未定位${COUNT}`, { timeout: 60_000 });
  await page.goto(`${server.url}/wall/hotline?${SPAN}&card=hotline.tickets@440000`);
  const card = page.getByRole('dialog');
  await expect.poll(() => shownNumber(card), { timeout: 60_000 }).toBe(COUNT);
  await expect(card).toContainText(`未定位 ${COUNT}`);
  await expect(card.locator('[data-equal="true"]')).toContainText(String(COUNT));
  await expect(card.locator('[data-record-fold="true"]')).toContainText(`${COUNT} 条，折算得 ${COUNT}`);

  await page.keyboard.press('Escape');
  await page.getByTestId('time-range').locator('summary').click();
  await page.getByLabel('自', { exact: true }).fill('2019-01');
  await page.getByLabel('至', { exact: true }).fill('2019-01');
  await page.getByRole('button', { name: '查看' }).click();
  const january = hotlineRows(COUNT, '2019-01-02', '2020-01-20').filter((row) => row.created_at < '2019-02').length;
  await expect.poll(() => tileValue(page, 'hotline.tickets'), { timeout: 60_000 }).toBe(january);
});

test('every damaged row is named, in whatever encoding the file is', async () => {
  test.setTimeout(240_000);
  const marked = join(folder, 'marked.csv');
  await writeFile(marked, withMark(csvOf(hotlineRows(20, '2019-03-01', '2019-04-01', 'bom-'))));
  expect(counts(await tongguan(server, ['import', 'ticket', marked]))).toBe('accepted 20, duplicate 0, rejected 0');

  const chinese = join(folder, 'gb18030.csv');
  await writeFile(chinese, inGb18030(csvOf(hotlineRows(20, '2019-03-01', '2019-04-01', 'gb-'))));
  expect(counts(await tongguan(server, ['import', 'ticket', chinese]))).toBe('accepted 20, duplicate 0, rejected 0');

  const good = hotlineRows(12, '2019-05-01', '2019-06-01', 'd-');
  const [first, second] = good;
  if (!first || !second) throw new Error('no rows');
  const rows = [
    ...good,
    first, // the same again: a duplicate
    { ...second, body: '同一编号的另一件事' },
    { ...first, message_id: 'd-empty', body: '  ' },
    { ...first, message_id: 'd-day', created_at: '2019-02-30 08:00:00' },
    { ...first, message_id: 'd-clock', created_at: '2019-03-01 25:61:00' },
    { ...first, message_id: 'd-old', created_at: '1900-01-01 00:00:00' },
    { ...first, message_id: 'd-future', created_at: '2999-01-01 00:00:00' },
    { ...first, message_id: '' },
  ];
  const damaged = join(folder, 'damaged.csv');
  await writeFile(damaged, `${csvOf(rows)}d-cut,只有一半`);
  const printed = await tongguan(server, ['import', 'ticket', damaged]);
  expect(counts(printed)).toBe('accepted 12, duplicate 1, rejected 8');
  const rejected = (await readFile(`${damaged}.rejected.ndjson`, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rejected.map((r) => [r.row, r.id, r.code]).sort((a, b) => a[0] - b[0])).toEqual([
    [15, 'd-2', 'id_reused'],
    [16, 'd-empty', 'invalid'],
    [17, 'd-day', 'invalid'],
    [18, 'd-clock', 'invalid'],
    [19, 'd-old', 'time_out_of_range'],
    [20, 'd-future', 'time_out_of_range'],
    [21, null, 'invalid'],
    [22, null, 'invalid'],
  ]);
  expect(counts(await tongguan(server, ['import', 'ticket', damaged]))).toBe('accepted 0, duplicate 13, rejected 8');
});

test('a shifted replay arrives on the wall as live tickets, marked', async ({ page }) => {
  test.setTimeout(240_000);
  const fresh = await startServer();
  let replay: ChildProcess | null = null;
  try {
    await enter(page, fresh);
    const file = join(folder, 'replay.csv');
    await writeFile(file, csvOf(hotlineRows(2_000, '2019-01-02', '2020-01-20', 'r-')));
    await openScreen(page, `${fresh.url}/wall`);
    const args = ['server/start.mjs', '--cli', 'import', 'ticket', file, '--shift-to', 'now', '--speed', '20000'];
    replay = spawn(process.execPath, args, { cwd: ROOT, env: { NODE_ENV: 'production', ...fresh.env }, stdio: 'ignore' });
    const panel = page.getByRole('region', { name: '流转中工单' });
    await expect(panel.locator('[data-ticket]').first()).toContainText('重放', { timeout: 90_000 });
    await expect(panel.locator('[data-ticket]').first()).toContainText('未定位');
    await expect.poll(() => tileValue(page, 'hotline.tickets'), { timeout: 60_000 }).toBeGreaterThanOrEqual(10);
    await expect(page.locator('[data-feed="replay-ticket"]')).toContainText('重放', { timeout: 30_000 });
    await page.goto(`${fresh.url}/wall?card=hotline.tickets@440000&cw=PT1H`);
    await expect(page.getByRole('dialog').getByRole('heading', { level: 3 }).first()).toContainText('重放', { timeout: 60_000 });
  } finally {
    replay?.kill('SIGTERM');
    await fresh.stop();
  }
});
