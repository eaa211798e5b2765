import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { ticket } from '../actions/events.ts';
import { callProcedure, enter, type Role, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, tongguan } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

/** A person who cannot exist; wherever one of these is seen without the right, something leaks. */
const NAME = '示例壬癸';
const PHONE = '19900007531';
const ID = '000000199001017531';
const DOOR = '77号3栋502';
const CANARIES = [NAME, PHONE, ID, DOOR, '199-0000-7531'];
const TEXT = `${NAME}住云溪路${DOOR}，电话199-0000-7531，证件${ID}，路灯不亮`;
const REGION = '440300';
const REASON = '现场找不到位置，需电话约入户';

let server: ProductServer;
let dispatcher = '';
test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer({ env: { LOG_LEVEL: 'debug' } });
  dispatcher = await markUnmask('dispatcher');
  const feed = await createFeed(server, 'callers', 'ticket');
  const reporter = { name: NAME, phone: PHONE, idNumber: ID };
  const location = { lon: 114.06, lat: 22.54, address: `云溪路${DOOR}` };
  const events = [
    ticket(REGION, { title: '路灯不亮', body: TEXT, reporter, location }),
    ticket(REGION, { title: '保密来电', body: TEXT, reporter: { ...reporter, confidential: true } }),
    ticket(REGION, { title: '匿名来电', body: TEXT, reporter: { ...reporter, anonymous: true } }),
    ticket('880000', { title: '拒收', body: TEXT, reporter }),
  ];
  expect(await feed.post(events)).toMatchObject({ accepted: 3, rejected: [{ code: 'unknown_region' }] });
});
test.afterAll(() => server.stop());
test.describe.configure({ mode: 'serial', timeout: 180_000 });

type Named = { id: number; login: string; version: number };

/** Gives the account of a role the mark that lets it unmask, as a security administrator does; its login. */
async function markUnmask(role: Role): Promise<string> {
  await sessionOf(server, { role });
  const session = await sessionOf(server, { role: 'security_admin' });
  const listed = await callProcedure<{ rows: Named[] }>(server.url, 'admin.accounts', { input: { search: role, limit: 10 }, session });
  const account = listed.data?.rows[0];
  const grants = await callProcedure<{ id: number; role: string }[]>(server.url, 'admin.accountGrants', { input: { account: account?.id }, session });
  const grant = grants.data?.find((one) => one.role === role)?.id;
  const input = { account: account?.id, version: account?.version, grant, unmask: true, until: null };
  expect((await callProcedure(server.url, 'admin.changeGrant', { input, session, change: true })).status).toBe(200);
  return account?.login ?? '';
}

/** Everything that reaches a page: answers of the server, of its procedures, frames of its sockets. */
function arrivals(page: Page): { leaks(): string[]; bytes(): number } {
  const texts: { from: string; text: string }[] = [];
  page.on('response', (response) => {
    response
      .text()
      .then((text) => texts.push({ from: response.url(), text }))
      .catch(() => {});
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void texts.push({ from: 'socket', text: Buffer.from(payload).toString('utf8') }));
  });
  return {
    leaks: () => texts.filter(({ text }) => CANARIES.some((canary) => text.includes(canary))).map(({ from }) => from),
    bytes: () => texts.reduce((sum, { text }) => sum + text.length, 0),
  };
}

async function openAs(page: Page, role: Role, path: string): Promise<void> {
  await enter(page, server, { role });
  await page.goto(server.url + path);
}

async function findTicket(page: Page, title: string): Promise<void> {
  await page.getByLabel('电话号码').fill('+86 199-0000-7531');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: title }).click();
  await expect(page.locator('[data-caller]')).toBeVisible();
}

test('pages, procedures and sockets bring nothing personal to whoever may not see it', async ({ page }) => {
  for (const role of ['operator', 'dispatcher', 'supervisor', 'unit_handler', 'steward', 'leader'] as const) {
    const cookie = `tongguan_session=${await sessionOf(server, { role })}`;
    for (const path of ['/wall', '/wall/hotline', `/wall?card=hotline.tickets@${REGION}&cw=PT1H`, '/callers', '/admin/unmasks', '/admin/feeds']) {
      const answers = await Promise.all([fetch(server.url + path, { headers: { cookie } }), fetch(server.url + path, { headers: { cookie, rsc: '1' } })]);
      for (const text of await Promise.all(answers.map((answer) => answer.text())))
        expect(
          CANARIES.filter((canary) => text.includes(canary)),
          `${path} as ${role}`,
        ).toEqual([]);
    }
  }
  const arrived = arrivals(page);
  await openAs(page, 'operator', `/wall/hotline?card=hotline.tickets@${REGION}&cw=PT1H`);
  await expect(page.getByRole('dialog').getByText('路灯不亮').first()).toBeVisible({ timeout: 60_000 });
  await openAs(page, 'dispatcher', '/callers');
  await findTicket(page, '路灯不亮');
  await expect(page.locator('[data-caller]')).toContainText('199＊＊＊＊7531');
  await expect(page.locator('article')).toContainText('〔姓名〕住云溪路〔门牌〕，电话〔电话〕，证件〔证件〕');
  expect(arrived.bytes()).toBeGreaterThan(100_000);
  expect(arrived.leaks()).toEqual([]);
});

test('a caller is unmasked with a reason for ten minutes, by keys alone, under a watermark', async ({ page }) => {
  const complaints = await watchPage(page);
  await openAs(page, 'dispatcher', '/callers');
  await findTicket(page, '路灯不亮');
  const caller = page.locator('[data-caller]');
  await expect(page.locator(`[data-watermark="${dispatcher}"]`).last()).toContainText(dispatcher);
  await caller.getByRole('button', { name: '申请解遮' }).press('Enter');
  await page.keyboard.type('核实');
  await page.keyboard.press('Enter');
  await expect(caller.getByText('理由至少 6 个字')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(caller.getByRole('button', { name: '申请解遮' })).toBeVisible();
  await caller.getByRole('button', { name: '申请解遮' }).press('Enter');
  await page.keyboard.type(REASON);
  await page.keyboard.press('Enter');
  await expect(caller).toHaveAttribute('data-caller', 'clear');
  for (const shown of [NAME, PHONE, ID, `云溪路${DOOR}`]) await expect(caller).toContainText(shown);
  await expect(caller.locator('[data-left]')).toContainText(/^9:\d\d 后遮蔽/);
  await page.reload();
  await findTicket(page, '路灯不亮');
  await expect(caller).not.toContainText(PHONE);
  await caller.getByRole('button', { name: '再次查看' }).click();
  await expect(caller).toContainText(PHONE);
  await caller.getByRole('button', { name: '立即遮蔽' }).click();
  await expect(caller).not.toContainText(PHONE);
  await expect(caller.getByRole('button', { name: '申请解遮' })).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('an unmasking that ends elsewhere takes the caller off the screen within seconds', async ({ page }) => {
  await openAs(page, 'dispatcher', '/callers');
  await findTicket(page, '路灯不亮');
  const caller = page.locator('[data-caller]');
  await caller.getByRole('button', { name: '申请解遮' }).click();
  await caller.getByRole('button', { name: REASON }).click();
  await caller.getByRole('button', { name: '解遮', exact: true }).click();
  await expect(caller).toContainText(PHONE);
  const session = await page.context().cookies();
  const token = session.find((cookie) => cookie.name === 'tongguan_session')?.value ?? '';
  await callProcedure(server.url, 'person.remask', { input: { ticket: await openTicket() }, session: token, change: true });
  await expect(page.getByText(PHONE)).toHaveCount(0, { timeout: 10_000 });
});

/** The id of one of the made tickets, as the search by number tells it. */
async function openTicket(title = '路灯不亮'): Promise<number> {
  const session = await sessionOf(server, { role: 'dispatcher' });
  const { data } = await callProcedure<{ rows: { id: number; title: string }[] }>(server.url, 'person.search', {
    input: { phone: PHONE },
    session,
    change: true,
  });
  return data?.rows.find((row) => row.title === title)?.id ?? 0;
}

test('confidential and anonymous callers, and the state without the right, say why', async ({ page }) => {
  await openAs(page, 'dispatcher', '/callers');
  await findTicket(page, '保密来电');
  await expect(page.locator('[data-caller]')).toContainText('保密');
  await expect(page.getByRole('button', { name: '匿名来电' })).toHaveCount(0);
  const id = await openTicket();
  const operator = await sessionOf(server, { role: 'operator' });
  const view = await callProcedure<{ state: string; refusal: string }>(server.url, 'person.caller', { input: { ticket: id }, session: operator });
  expect(view.data).toMatchObject({ state: 'masked', refusal: 'no_mark' });
  const hidden = await callProcedure<{ state: string }>(server.url, 'person.caller', { input: { ticket: await openTicket('保密来电') }, session: operator });
  expect(hidden.data).toMatchObject({ state: 'hidden', shown: null });
  const refused = await callProcedure(server.url, 'person.unmask', { input: { ticket: id, reason: REASON }, session: operator, change: true });
  expect([refused.status, refused.code]).toEqual([403, 'FORBIDDEN']);
  expect((await callProcedure(server.url, 'person.caller', { input: { ticket: id } })).code).toBe('UNAUTHORIZED');
});

test('the supervisor sees who unmasked what and why, and marks it as seen', async ({ page }) => {
  const complaints = await watchPage(page);
  const arrived = arrivals(page);
  await openAs(page, 'supervisor', '/admin/unmasks');
  const row = page.getByRole('row').filter({ hasText: REASON }).first();
  await expect(row).toContainText(dispatcher);
  await page.getByRole('button', { name: '本页全部已阅' }).click();
  await expect(page.getByText('没有待阅的解遮')).toBeVisible();
  await page.getByRole('radio', { name: '全部' }).check({ force: true });
  await expect(row).toContainText('已阅');
  expect(arrived.leaks()).toEqual([]);
  expect(complaints.all).toEqual([]);
});

test('an export leaves masked, under the name of whoever took it', async ({ page }) => {
  await openAs(page, 'supervisor', `/wall?card=hotline.tickets@${REGION}&cw=PT1H`);
  const card = page.getByRole('dialog');
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), card.getByRole('button', { name: '导出记录' }).click()]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toMatch(/^\uFEFF水印,supervisor-\d+ 于 /);
  expect(text).toContain('路灯不亮');
  for (const canary of CANARIES) expect(text).not.toContain(canary);
  await expect(card.getByRole('button', { name: '复制表格' })).toBeVisible();
});

test('on a phone the caller and the reason fit the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAs(page, 'dispatcher', '/callers');
  await findTicket(page, '路灯不亮');
  await page.locator('[data-caller]').getByRole('button', { name: '申请解遮' }).click();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  const box = await page.locator('[data-caller]').boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
});

test('nothing personal is in the log, the folder, the backup, the list of what is held, nor after an erasure anywhere', async () => {
  const id = await openTicket();
  const session = await sessionOf(server, { role: 'dispatcher' });
  const { data } = await callProcedure<{ row: { no: string } }>(server.url, 'ticket.get', { input: { id }, session });
  const no = data?.row.no ?? '';
  const file = join(server.dataDir, 'all.backup');
  const printed = [
    await tongguan(server, ['backup', file]),
    await tongguan(server, ['backup', file, '--list']),
    await tongguan(server, ['quarantine', 'list']),
    await tongguan(server, ['feed', 'list']),
    await tongguan(server, ['erase', no, '--reason', `诉求人${NAME}要求删除`]),
    server.output(),
  ].join('\n');
  expect(printed).toContain('unknown_region');
  for (const canary of CANARIES) expect(printed).not.toContain(canary);
  const backup = await readFile(file);
  const plain = backup[0] === 0x1f && backup[1] === 0x8b ? gunzipSync(backup) : backup;
  // It can be read, and what stands there is the redacted text.
  expect(plain.includes('〔门牌〕，电话〔电话〕')).toBe(true);
  for (const canary of CANARIES) expect(plain.includes(canary)).toBe(false);
  for (const name of await readdir(server.dataDir, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const bytes = await readFile(join(name.parentPath, name.name)).catch(() => Buffer.alloc(0));
    for (const canary of CANARIES) expect(bytes.includes(canary), `${canary} in ${name.name}`).toBe(false);
  }
  const gone = await callProcedure<{ state: string }>(server.url, 'person.caller', { input: { ticket: id }, session });
  expect(gone.data).toMatchObject({ state: 'erased', shown: null });
  expect(await openTicket()).toBe(0);
});
