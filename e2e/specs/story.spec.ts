import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Colleague, MovedClock } from '../actions/moved-people.ts';
import { callProcedure } from '../actions/sign-in.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * One complaint from the call to its file, in a browser, over seven weeks: call → dispatch → return → adjudicated →
 * designated → signed → extended → answered → sent back → answered → closed → dissatisfied → redo → closed → reviewed.
 * September 2026: the 20th is worked in exchange, 25–27 is 中秋节, 1–7 October 国庆节, 10 October is worked in exchange.
 */
const REGION = '440106';
let server: ProductServer;
let clock: MovedClock;
let folder: string;
let operator: Colleague;
let dispatcher: Colleague;
let handler: Colleague;
let auditor: Colleague;

test.use({ as: null });
test.describe.configure({ timeout: 600_000 });
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), 'tongguan-story-'));
  clock = new MovedClock(folder);
  await clock.set('2026-09-14 08:30:00');
  server = await startServer({ env: clock.env });
  operator = await Colleague.make(server, clock, 'story-operator', 'operator');
  dispatcher = await Colleague.make(server, clock, 'story-dispatcher', 'dispatcher');
  handler = await Colleague.make(server, clock, 'story-handler', 'unit_handler');
  auditor = await Colleague.make(server, clock, 'story-auditor', 'audit_admin');
});
test.afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Fields = Record<string, string>;
const acts: { at: string; command: string; by: string }[] = [];

async function open(page: Page, who: Colleague, id: number, view: 'open' | 'done' = 'open'): Promise<void> {
  await who.enter(page);
  await page.goto(`${server.url}/tickets?v=${view}&t=${id}`);
  await expect(page.locator(`[data-open-ticket="${id}"]`)).toBeVisible({ timeout: 60_000 });
}

/** What one press does: there is no form. */
const AT_ONCE = new Set(['dispatch', 'sign']);

const isOver = async (id: number) => ['closed', 'reviewed', 'archived'].includes((await read<Ticket>(dispatcher, 'desk.ticket', { id })).row.state);

/** Gives a command as a person does: by its button, with its form filled in. */
async function give(page: Page, at: string, who: Colleague, id: number, command: string, fields: Fields = {}): Promise<void> {
  // Nobody looks on while weeks go by: a page whose session ends goes away by itself.
  await page.goto('about:blank');
  await clock.set(at);
  const over = await isOver(id);
  await open(page, who, id, over ? 'done' : 'open');
  const before = await page.locator(`[data-seq][data-command="${command}"]`).count();
  const button = page.locator(`[data-actions] :is([data-primary="${command}"], [data-command="${command}"])`);
  await expect(button).toHaveCount(1, { timeout: 30_000 });
  if (!(await button.isVisible())) await page.locator('[data-actions] summary').click();
  if (command === 'dispatch') await expect(page.locator('[data-unit][aria-pressed=true]')).toBeVisible();
  await expect(button).toBeEnabled();
  await button.click();
  if (!AT_ONCE.has(command)) {
    const form = page.locator(`[data-form="${command}"]`);
    await expect(form).toBeVisible();
    for (const [name, value] of Object.entries(fields)) await fill(form.locator(`[data-field="${name}"]`), value);
    await form.locator('footer button[type=submit]').click();
  }
  const steps = async () => (await read<Ticket>(dispatcher, 'desk.ticket', { id })).journal.filter((e) => e.command === command).length;
  await expect.poll(steps, { timeout: 30_000 }).toBe(before + 1);
  // Who settles a ticket is taken to the next: this one has left the queue.
  if (!over && (await isOver(id))) await open(page, who, id, 'done');
  await expect(page.locator(`[data-seq][data-command="${command}"]`)).toHaveCount(before + 1, { timeout: 30_000 });
  acts.push({ at, command, by: who.login });
}

async function fill(field: ReturnType<Page['locator']>, value: string): Promise<void> {
  const select = field.locator('select');
  if ((await select.count()) > 0) return void (await select.selectOption(value));
  const choice = field.locator(`input[value="${value}"]`);
  if ((await choice.count()) > 0) return choice.check({ force: true });
  await field.locator('textarea, input').first().fill(value);
}

type Ticket = {
  row: { state: string; version: number; no: string };
  journal: { seq: number; at: number; command: string; actor: { name: string } }[];
  clocks: { kind: string; round: number; dueAt: number; stoppedAt: number | null; state: string }[];
};
async function read<T>(who: Colleague, path: string, input: unknown): Promise<T> {
  const answer = await callProcedure<T>(server.url, path, { input, session: await who.session() });
  if (answer.data === undefined) throw new Error(`${path}: ${answer.status} ${answer.code}`);
  return answer.data;
}
const instant = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
const local = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

test('a complaint goes the whole way, and timeline, clocks, appraisal and audit agree', async ({ page }) => {
  await clock.set('2026-09-14 09:02:11');
  const key = crypto.randomUUID();
  const call = {
    region: REGION,
    requestType: '投诉',
    title: '青禾路夜间施工扰民',
    body: '连续五晚施工到凌晨，请处理。',
    category: '0102',
    channel: 'phone',
    key,
  };
  const reported = await callProcedure<{ id: number; no: string }>(server.url, 'desk.report', { input: call, session: await operator.session(), change: true });
  const id = reported.data?.id ?? 0;
  expect(reported.data?.no).toMatch(/^440106/);

  await give(page, '2026-09-14 09:10:00', dispatcher, id, 'dispatch');
  const due = async (kind: string) => {
    const found = (await read<Ticket>(dispatcher, 'desk.ticket', { id })).clocks.findLast((c) => c.kind === kind);
    return `${found?.state} ${local(found?.dueAt ?? 0)}`;
  };
  expect(await due('sign')).toBe('ok 2026-09-16 00:00:00');
  expect(await due('handling')).toBe('ok 2026-10-11 00:00:00');

  await give(page, '2026-09-14 16:00:00', handler, id, 'return', { reason: 'not_duty', text: '不属本单位职责' });
  expect(await due('handling')).toBe('paused 2026-10-11 00:00:00');
  await give(page, '2026-09-16 10:00:00', dispatcher, id, 'adjudicate', { accept: 'true', reason: '理由成立' });
  // Under review over the end of one working day (the 15th), which therefore does not count.
  expect(await due('handling')).toBe('ok 2026-10-13 00:00:00');
  await give(page, '2026-09-16 10:05:00', dispatcher, id, 'designate', { unit: '省公安厅', reason: '职责交叉，指定承办' });
  await give(page, '2026-09-16 15:00:00', handler, id, 'sign');
  await give(page, '2026-09-16 17:00:00', handler, id, 'contact', { way: 'phone' });
  await give(page, '2026-10-09 11:00:00', handler, id, 'extend', { amount: '5', reason: '需第三方检测' });
  await give(page, '2026-10-09 15:30:00', dispatcher, id, 'settle_extension', { grant: 'true', reason: '同意' });
  expect(await due('handling')).toBe('ok 2026-10-20 00:00:00');
  await give(page, '2026-10-15 09:00:00', handler, id, 'answer', { result: 'resolved', text: '已处理' });
  await give(page, '2026-10-16 09:00:00', dispatcher, id, 'check_back', { reason: '未回应诉求第二点' });
  await give(page, '2026-10-19 17:45:30', handler, id, 'answer', { result: 'resolved', text: '已补充' });
  await give(page, '2026-10-20 10:00:00', dispatcher, id, 'close');
  expect(await due('handling')).toBe('met 2026-10-20 00:00:00');
  await give(page, '2026-10-21 10:00:00', dispatcher, id, 'follow_up', { by: 'call', reached: 'true', level: '2', resolved: 'false' });
  await give(page, '2026-10-21 11:00:00', dispatcher, id, 'redo', { reason: '承办单位原因' });
  await give(page, '2026-10-28 16:00:00', handler, id, 'answer', { result: 'resolved', text: '重新处理完毕' });
  await give(page, '2026-10-29 09:00:00', dispatcher, id, 'close');
  await give(page, '2026-10-30 09:30:00', dispatcher, id, 'follow_up', { by: 'call', reached: 'true', level: '4', resolved: 'true' });
  await give(page, '2026-10-30 10:00:00', dispatcher, id, 'archive');

  const done = await read<Ticket>(dispatcher, 'desk.ticket', { id });
  expect(done.row.state).toBe('archived');
  const timeline = done.journal.map((e) => `${local(e.at).slice(0, 16)} ${e.command} ${e.actor.name}`);
  // What time did by itself (reminders of the ladder) stands between what people did.
  const people = timeline.filter((line) => line.includes('story-'));
  expect(people).toEqual(acts.map((a) => `${a.at.slice(0, 16)} ${a.command} ${a.by}`));
  const shown = await page.locator('[data-seq]').evaluateAll((list) => list.map((li) => li.getAttribute('data-command')));
  expect(done.journal.map((e) => e.command).slice(-shown.length)).toEqual(shown);
  expect(done.clocks.every((c) => c.state === 'met' || c.stoppedAt !== null)).toBe(true);

  const audit = await read<{ rows: { at: number; action: string; result: string }[] }>(auditor, 'audit.search', {
    filter: { from: instant('2026-09-14 00:00'), to: instant('2026-12-01 00:00'), objectKind: 'ticket', objectId: String(id) },
    limit: 200,
  });
  const written = audit.rows
    .filter((r) => r.result === 'ok' && acts.some((a) => r.action === `ticket.${a.command}`))
    .map((r) => `${local(r.at).slice(0, 16)} ${r.action.slice(7)}`);
  for (const { at, command } of acts) expect(written).toContain(`${at.slice(0, 16)} ${command}`);

  await page.goto('about:blank');
  await clock.set('2026-12-01 09:00:00');
  const query = { region: REGION, from: instant('2026-09-01 00:00'), to: instant('2026-12-01 00:00'), by: 'unit' };
  type Measures = Record<string, { num: number; den: number }>;
  const table = () => read<{ state: string; total?: { appraisal: Measures } }>(dispatcher, 'appraisal.table', query);
  await expect.poll(async () => (await table()).state, { timeout: 60_000 }).toBe('ready');
  expect((await table()).total?.appraisal).toMatchObject({
    on_time_sign: { num: 1, den: 1 },
    on_time_close: { num: 2, den: 2 },
    closed: { num: 1, den: 1 },
    returned: { num: 1, den: 2 },
    dispatch_right: { num: 1, den: 2 },
    resolution: { num: 1, den: 2 },
    satisfaction: { num: 1, den: 2 },
    redone: { num: 1, den: 2 },
    follow_up_reached: { num: 2, den: 2 },
  });
  await dispatcher.enter(page);
  await page.goto(`${server.url}/appraisal?by=region&r=${REGION}&from=2026-09-01&to=2026-11-30`);
  await expect(page.locator('[data-row="total"]')).toContainText('50.0%', { timeout: 60_000 });
});
