import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { callProcedure, enter, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const PROVINCE = '440000';
const HUIYANG = '441303';
const DONGGUAN = '441900';

let server: ProductServer;
test.use({ as: 'security_admin' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await startServer();
  await sessionOf(server, { role: 'security_admin' });
  await sessionOf(server, { role: 'system_admin' });
});
test.afterAll(() => server?.stop());

/** An account that the system administrator made, home in the region. */
async function makeAccount(login: string, name: string, region: string): Promise<{ id: number; password: string }> {
  const session = await sessionOf(server, { role: 'system_admin' });
  const made = await callProcedure<{ id: number; password: string }>(server.url, 'admin.createAccount', {
    input: { login, name, region, department: null },
    session,
    change: true,
  });
  if (!made.data) throw new Error(`no account: ${made.status}`);
  return made.data;
}

const people = (page: Page) => page.getByRole('treeitem', { selected: true }).first().locator(':scope > div').first();

test('the tree is walked with keys and searched by name, and the address carries what is looked at', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/admin`);
  await expect(page).toHaveURL(`${server.url}/admin/users`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('谁能看 广东省');
  const item = (code: string) => page.locator(`[role=treeitem][data-adcode="${code}"]`);
  await item(PROVINCE).focus();
  await page.keyboard.press('ArrowDown');
  await expect(item('440100')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(item('440100')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(item('440103')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/r=440103/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('谁能看 荔湾区');
  await page.keyboard.press('ArrowLeft');
  await expect(item('440100')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(item('440100')).toHaveAttribute('aria-expanded', 'false');
  await expect(item(DONGGUAN)).toContainText('无县');

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: '名称或代码' })).toBeFocused();
  await page.keyboard.type(HUIYANG);
  await page.getByRole('button', { name: /^惠阳区/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('谁能看 惠阳区');
  await page.goto(`${server.url}/admin/users?r=441900&ended=1`);
  await expect(item(DONGGUAN)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: '显示已止' })).toHaveAttribute('aria-pressed', 'true');
  expect(await axe(page)).toEqual([]);
  expect(complaints.all).toEqual([]);
});

test('a grant is given after a second look and ended again; who comes second is told who was first', async ({ page }) => {
  const { id } = await makeAccount('huiyang-one', '试验甲', HUIYANG);
  await page.goto(`${server.url}/admin/users?r=${HUIYANG}`);
  await expect(people(page)).toContainText(/惠阳区\s*0/);
  await page.getByRole('button', { name: '新授权' }).click();
  const pane = page.getByRole('dialog');
  await pane.getByRole('searchbox').fill('huiyang-one');
  await pane.getByRole('button', { name: /试验甲/ }).click();
  await pane.getByLabel('角色').selectOption('leader');
  await expect(pane.getByLabel(/可解遮/)).toHaveCount(0);
  await pane.getByLabel('角色').selectOption('unit_handler');
  await pane.getByLabel(/可解遮/).check();
  await pane.getByRole('button', { name: '核对' }).click();
  await expect(pane.getByText('试验甲 将以承办人身份看 惠阳区')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await pane.getByRole('button', { name: '确认' }).click();
  await expect(page.getByText('已授权：试验甲，承办人')).toBeVisible();
  const row = page.getByRole('row', { name: /试验甲/ });
  await expect(row).toContainText('可解');
  await expect(people(page)).toContainText(/惠阳区\s*1/);

  await row.click();
  await expect(pane).toContainText('授权 G-');
  const grant = Number(new URL(page.url()).searchParams.get('open')?.split('.')[1]);
  const other = await sessionOf(server, { role: 'security_admin', region: HUIYANG });
  const input = { account: id, version: 2, role: 'unit_handler', region: HUIYANG, department: null, unmask: false, from: Date.now() + 86_400_000, until: null };
  expect((await callProcedure(server.url, 'admin.giveGrant', { input, session: other, change: true })).code).toBe('CONFLICT');
  await callProcedure(server.url, 'admin.changeGrant', {
    input: { account: id, version: 2, grant, unmask: false, until: null },
    session: other,
    change: true,
  });
  await pane.getByRole('button', { name: '收回' }).click();
  await pane.getByRole('button', { name: '确认' }).click();
  await expect(pane.getByRole('alert')).toContainText(/security-admin-\d+ 已于 .* 先改了这个账号/);

  await page.keyboard.press('Escape');
  await expect(pane).toHaveCount(0);
  await row.click();
  await pane.getByRole('button', { name: '收回' }).click();
  await pane.getByLabel('依据').fill('试验结束');
  await pane.getByRole('button', { name: '确认' }).click();
  await expect(page.getByText('已收回：试验甲')).toBeVisible();
  await expect(people(page)).toContainText(/惠阳区\s*0/);
  await page.getByRole('button', { name: '显示已止' }).click();
  await expect(page.getByRole('row', { name: /试验甲/ })).toHaveCount(2);
});

test('a list of grants is looked at line by line before it is given', async ({ page }) => {
  await makeAccount('listed-one', '名单甲', DONGGUAN);
  await page.goto(`${server.url}/admin/users?r=${DONGGUAN}`);
  await page.getByRole('button', { name: '批量授权' }).click();
  const pane = page.getByRole('dialog');
  await pane
    .getByLabel('名单')
    .fill(`登录名,角色,区域\nlisted-one,派单员,东莞市,,是\nlisted-one,审计管理员,${PROVINCE}\nnobody-here,派单员,${DONGGUAN}\nlisted-one,国王,${DONGGUAN}`);
  await expect(pane.getByRole('listitem')).toHaveCount(4);
  await expect(pane.getByRole('listitem').nth(0)).toContainText('可授权');
  await expect(pane.getByRole('listitem').nth(1)).toContainText('不得由一人兼任');
  await expect(pane.getByRole('listitem').nth(2)).toContainText('没有这个账号');
  await expect(pane.getByRole('listitem').nth(3)).toContainText('没有这个角色');
  expect(await axe(page)).toEqual([]);
  await pane.getByRole('button', { name: '授权 1 行，共 4 行' }).click();
  await pane.getByRole('button', { name: '确认' }).click();
  await expect(page.getByText('已授权 1 条')).toBeVisible();
  await expect(page.getByRole('row', { name: /名单甲/ })).toContainText('可解');
});

test('an account is made with a password that is shown once, is found by its state and shut out', async ({ page, context }) => {
  await context.clearCookies();
  await enter(page, server, { role: 'system_admin' });
  await page.goto(`${server.url}/admin/users?r=${HUIYANG}&tab=accounts`);
  await expect(page.getByRole('button', { name: '新授权' })).toHaveCount(0);
  await page.getByRole('button', { name: '新账号' }).click();
  const pane = page.getByRole('dialog');
  await pane.getByLabel('登录名').fill('huiyang-two');
  await pane.getByLabel('姓名').fill('试验乙');
  await pane.getByRole('button', { name: '建立' }).click();
  const password = (await pane.locator('[data-secret] code').textContent()) ?? '';
  const signIn = (given: string) => callProcedure(server.url, 'session.signIn', { input: { login: 'huiyang-two', password: given }, change: true });
  expect((await signIn(password)).session).not.toBeNull();
  await page.reload();
  await expect(page.getByText(password)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: /^待改密/ }).click();
  await page.getByRole('row', { name: /huiyang-two/ }).click();
  await expect(pane).toContainText('待改密');
  expect(await axe(page)).toEqual([]);
  await pane.getByRole('button', { name: '停用' }).click();
  await pane.getByRole('button', { name: '确认' }).click();
  await expect(pane.getByRole('alert')).toHaveText('已停用');
  expect((await signIn(password)).session).toBeNull();
  await pane.getByRole('button', { name: '启用' }).click();
  await pane.getByRole('button', { name: '确认' }).click();
  await expect(pane.getByRole('alert')).toHaveText('已启用');
  await pane.getByRole('button', { name: '重置密码' }).click();
  await pane.getByRole('button', { name: '确认' }).click();
  const next = (await pane.locator('[data-secret] code').textContent()) ?? '';
  expect([(await signIn(password)).session === null, (await signIn(next)).session === null]).toEqual([true, false]);
});

test('a display gets a credential once, signs in by its link and is revoked', async ({ page, context, browser }) => {
  await context.clearCookies();
  await enter(page, server, { role: 'system_admin' });
  await page.goto(`${server.url}/admin/users?tab=displays`);
  await page.getByRole('button', { name: '新大屏' }).click();
  const pane = page.getByRole('dialog');
  await pane.getByLabel('名称').or(pane.getByLabel('姓名')).fill('指挥大厅 1');
  await pane.getByRole('button', { name: '建立' }).click();
  const link = (await pane.locator('[data-secret] code').first().textContent()) ?? '';
  const wall = await browser.newPage();
  await wall.goto(link);
  await expect(wall).toHaveURL(/\/wall/);
  await page.keyboard.press('Escape');
  const row = page.getByRole('row', { name: /指挥大厅 1/ });
  await row.getByRole('button', { name: '撤销' }).click();
  await row.getByRole('button', { name: '确认' }).click();
  await expect(row).toContainText('已撤销');
  // The screen goes away by itself; nobody is there to reload it.
  await expect(wall).toHaveURL(/\/login/, { timeout: 30_000 });
  await wall.close();
});

test('the policy shows its effect before it is set, keeps its history, and is read only for the others', async ({ page, context }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/admin/policy`);
  await page.getByLabel(/闲置退出/).fill('200');
  await expect(page.getByText('超出允许的范围')).toBeVisible();
  await page.getByLabel(/闲置退出/).fill('20');
  await expect(page.getByText('影响预览')).toBeVisible();
  await page.getByLabel('决定').fill('第 3 次例会');
  await page.getByRole('button', { name: '生效' }).click();
  await expect(page.getByText('立即生效：闲置退出 30 分 → 20 分')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '生效' }).click();
  await expect(page.getByText(/第 1 版已生效/)).toBeVisible();
  await expect(page.getByRole('row', { name: /第 3 次例会/ })).toContainText('闲置退出 30 分 → 20 分');
  expect(complaints.all).toEqual([]);
  await context.clearCookies();
  await enter(page, server, { role: 'audit_admin' });
  await page.reload();
  await expect(page.getByText('只读；规则归全省的安全管理员')).toBeVisible();
  await expect(page.getByLabel(/闲置退出/)).toBeDisabled();
});

test('on a phone nothing runs out of the page, and a city’s administrator begins at the city', async ({ page, context }) => {
  await context.clearCookies();
  await enter(page, server, { role: 'security_admin', region: HUIYANG });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/admin/users', '/admin/users?tab=accounts', '/admin/users?open=give', '/admin/policy']) {
    await page.goto(server.url + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390]);
  }
  await page.goto(`${server.url}/admin/users`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('谁能看 惠阳区');
  await expect(page.getByRole('treeitem').first()).toHaveAttribute('data-adcode', HUIYANG);
  await page.goto(`${server.url}/admin/users?r=${PROVINCE}`);
  await expect(page.getByText('不在你的可见范围').first()).toBeVisible();
});
