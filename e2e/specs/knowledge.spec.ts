import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { callProcedure, enter, sessionOf } from '../actions/sign-in.ts';
import { watchPage } from '../actions/watch-page.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const CITY = '440100';

let server: ProductServer;
test.use({ as: 'steward' });
test.beforeAll(async () => {
  test.setTimeout(240_000);
  server = await startServer();
  await sessionOf(server, { role: 'steward' });
});
test.afterAll(() => server?.stop());

const rows = (page: Page) => page.getByRole('list', { name: '搜索结果' }).getByRole('button');

test('one character is searched, the list is walked by keys, and the address carries what is looked at', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/knowledge`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('知识库');
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: '搜索知识库' })).toBeFocused();
  await page.keyboard.type('秒');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first().locator('mark').first()).toHaveText('秒');
  await expect(page).toHaveURL(/q=%E7%A7%92/);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-answer]')).toContainText('自动审批');
  await page.getByRole('searchbox').fill('办理');
  await expect(rows(page).nth(2)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  const first = await page.locator('[aria-current=true][data-entry]').getAttribute('data-entry');
  await page.keyboard.press('j');
  await expect(page.locator('[aria-current=true][data-entry]')).not.toHaveAttribute('data-entry', first ?? '');
  await page.keyboard.press('k');
  await expect(page.locator('[aria-current=true][data-entry]')).toHaveAttribute('data-entry', first ?? '');
  await expect(page).toHaveURL(new RegExp(`id=${first}`));
  await page.reload();
  await expect(page.locator('[aria-current=true][data-entry]')).toHaveAttribute('data-entry', first ?? '');
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByText('选一条查看')).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('an entry is written with a preview, changed, compared, found wrong, and withdrawn', async ({ page }) => {
  const complaints = await watchPage(page);
  await page.goto(`${server.url}/knowledge`);
  await page.getByRole('button', { name: '新建条目' }).click();
  await page.getByLabel('标题', { exact: true }).fill('夜间停水找谁');
  await page.getByLabel('答复口径', { exact: true }).fill('请拨 12345，或联系 13812345678。');
  await expect(page.getByRole('region', { name: '预览' })).toContainText('1 处个人号码不会存入');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await expect(page.getByText('已保存为第 1 版，1 处个人号码已遮去')).toBeVisible();
  await expect(page.locator('[data-answer]')).toHaveText('请拨 12345，或联系 〔电话〕。');

  await page.getByRole('button', { name: '编辑', exact: true }).click();
  await page.getByLabel('答复口径', { exact: true }).fill('请拨 12345。');
  await page.getByLabel('截止日（含当天）').fill('2035-12-31');
  await page.getByLabel('改了什么').fill('删去个人电话');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('已保存为第 2 版')).toBeVisible();
  await page.getByRole('button', { name: '第 2 版 与前一版比较' }).click();
  await expect(page.locator('[data-field=answer] del')).toHaveText('，或联系 〔电话〕');
  await expect(page.locator('[data-field=until] ins')).toContainText('2036年1月1日');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: '纠错', exact: true }).click();
  await page.getByLabel('这条哪里不对').fill('应写明网上渠道');
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByText('已提交，由本条的维护人处理')).toBeVisible();
  await page.getByRole('radio', { name: '纠错 1' }).click();
  const report = page.locator('[data-report]');
  await expect(report).toContainText('针对第 2 版');
  expect(await axe(page)).toEqual([]);
  await report.getByRole('button', { name: '采纳', exact: true }).click();
  await expect(page.getByText('没有待处理的纠错')).toBeVisible();

  await page.getByRole('radio', { name: '条目' }).click();
  await page.getByRole('button', { name: '撤下', exact: true }).click();
  await page.getByLabel('撤下原因').fill('由新条目代替');
  await page.getByRole('button', { name: '撤下', exact: true }).click();
  await expect(page.getByText('已撤下，不可插入')).toBeVisible();
  expect(complaints.all).toEqual([]);
});

test('of two editors the second is told who was first, and keeps what he typed', async ({ page }) => {
  const session = await sessionOf(server, { role: 'steward' });
  const call = <T>(path: string, input: unknown) => callProcedure<T>(server.url, path, { input, session, change: true });
  const content = {
    title: '先后两人',
    question: '',
    answer: '甲',
    keywords: [],
    category: null,
    department: null,
    region: CITY,
    from: null,
    until: null,
    source: '',
  };
  const made = await call<{ id: number }>('knowledge.create', { content, publish: true, note: '' });
  await page.goto(`${server.url}/knowledge?id=${made.data?.id}&open=edit`);
  await page.getByLabel('答复口径', { exact: true }).fill('乙的写法');
  const first = await call('knowledge.change', { id: made.data?.id, version: 1, content: { ...content, answer: '丙' }, note: '' });
  expect(first.status).toBe(200);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText(/先改了这条，您的改动未保存/)).toBeVisible();
  await expect(page.getByLabel('答复口径', { exact: true })).toHaveValue('乙的写法');
  await page.getByRole('button', { name: '载入最新版' }).click();
  await expect(page.locator('[data-answer]')).toHaveText('丙');
});

test('who only reads finds no pen, and who reads nothing finds no page', async ({ browser }) => {
  const reader = await browser.newContext();
  await enter(reader, server, { role: 'dispatcher', region: CITY });
  const page = await reader.newPage();
  await page.goto(`${server.url}/knowledge`);
  await rows(page).first().click();
  await expect(page.getByRole('button', { name: '纠错' })).toBeVisible();
  for (const name of ['编辑', '撤下', '新建条目']) await expect(page.getByRole('button', { name })).toHaveCount(0);
  await reader.close();
  const stranger = await browser.newContext();
  await enter(stranger, server, { role: 'audit_admin' });
  const other = await stranger.newPage();
  await other.goto(`${server.url}/knowledge`);
  await expect(other).toHaveURL(/denied/);
  await stranger.close();
});
