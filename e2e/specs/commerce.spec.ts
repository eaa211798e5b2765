import type { Page } from '@playwright/test';
import { axe } from '../actions/axe.ts';
import { watchPage } from '../actions/watch-page.ts';
import { createFeed, type TestEvent, type TestFeed } from '../fixtures/feed.ts';
import { type ProductServer, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [SHENZHEN, GUANGZHOU] = ['440300', '440100'];
const SHOTS = process.env.COMMERCE_SHOTS;
/** 00:00 of today in the profile's zone. */
const TODAY = Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR;

let server: ProductServer;
let feed: TestFeed;
test.use({ as: 'leader' });
test.describe.configure({ mode: 'serial', timeout: 240_000 });

type Data = Record<string, unknown>;
function declared(at: number, region: string, data: Data): TestEvent {
  const declarations = (data.declarations as number | undefined) ?? 100;
  return {
    type: 'cn.tongguan.trade.declared.v1',
    time: new Date(at).toISOString(),
    data: {
      region,
      zone: region === SHENZHEN ? 'cbec-shenzhen' : 'cbec-guangzhou',
      window: { from: new Date(at - 600_000).toISOString(), to: new Date(at).toISOString() },
      scope: 'customs_platform',
      status: 'preliminary',
      mode: '9610',
      direction: 'export',
      partner: 'USA',
      valueCny: 1000,
      parcels: 120,
      declarations,
      hsChapter: '61',
      port: region === SHENZHEN ? 'shenzhen-airport' : 'baiyun-airport',
      customsDistrict: region === SHENZHEN ? '53' : '51',
      inspected: 2,
      mismatched: 1,
      returned: 3,
      clearance: { le1h: declarations - 10, le6h: 6, le24h: 3, gt24h: 1 },
      ...data,
    },
  };
}

/** Declarations of a day, in hours of the past: value of all is 15,000 元. */
const dayOf = (at: number): TestEvent[] => [
  declared(at, SHENZHEN, { valueCny: 5000 }),
  declared(at + 1, SHENZHEN, { valueCny: 3000, partner: 'HKG', mode: '9710', declarations: 20, clearance: undefined }),
  declared(at + 2, SHENZHEN, { valueCny: 1000, partner: 'JPN', direction: 'import', mode: '1210', hsChapter: '33' }),
  declared(at + 3, GUANGZHOU, { valueCny: 4000 }),
  declared(at + 4, GUANGZHOU, { valueCny: 2000, partner: 'TWN', mode: '9810', declarations: 20, clearance: undefined }),
];

test.beforeAll(async () => {
  test.setTimeout(300_000);
  server = await startServer();
  feed = await createFeed(server, 'customs', 'trade', ['--late-days', '60']);
  const events = [0, 1, 2, 3].flatMap((days) => dayOf(days === 0 ? Date.now() - 1000 : TODAY - days * DAY + 5 * HOUR));
  events.push(declared(Date.now() - 1000, SHENZHEN, { scope: 'full_scope', status: 'formal', valueCny: 90_000 }));
  const answer = await feed.post(events);
  expect(answer.rejected).toEqual([]);
});
test.afterAll(() => server?.stop());

/** Sums of every panel as they stand; all are of one state. */
async function sums(page: Page): Promise<{ value: number[]; taken: number }> {
  return page.locator('[data-agree]').evaluate((table) => ({
    value: [...table.querySelectorAll('[data-sum="value"]')].map((cell) => Number(cell.textContent)),
    taken: Number(table.getAttribute('data-taken')),
  }));
}
async function agreeOn(page: Page, yuan: number): Promise<void> {
  await expect.poll(async () => [...new Set((await sums(page)).value)], { timeout: 30_000 }).toEqual([yuan * 100]);
}
async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`${server.url}/commerce${query}`);
  await expect(page.locator('[data-agree]')).toBeAttached({ timeout: 60_000 });
}
const bar = (page: Page, code: string) => page.locator(`[data-fold="zone"] [data-code="${code}"]`).first();

test('what is chosen in one panel filters all, and every panel adds up to the same', async ({ page }) => {
  const complaints = await watchPage(page);
  await open(page);
  await agreeOn(page, 15_000);
  await bar(page, 'cbec-shenzhen').getByRole('button').first().click();
  await expect(page).toHaveURL(/zone=cbec-shenzhen/);
  await agreeOn(page, 9000);
  // What else could be chosen stays in sight.
  await expect(bar(page, 'cbec-guangzhou')).toBeVisible();
  await page.locator('[data-fold="partner"] [data-code="HKG"]').getByRole('button', { name: '中国香港' }).click();
  await agreeOn(page, 3000);
  await page.reload();
  await expect(page.locator('[data-chip="partner:HKG"]')).toBeVisible({ timeout: 60_000 });
  await agreeOn(page, 3000);
  await page.locator('[data-chip="zone:cbec-shenzhen"]').click();
  await agreeOn(page, 3000);
  await page.keyboard.press('Escape');
  await agreeOn(page, 15_000);
  await page.getByRole('radio', { name: '进口' }).check({ force: true });
  await agreeOn(page, 1000);
  await page.keyboard.press('Escape');
  expect(complaints.all).toEqual([]);
});

test('scopes and statuses stand side by side, one is chosen and none are added', async ({ page }) => {
  await open(page);
  const side = page.locator('[data-side]');
  await side.locator('summary').click();
  await expect(side.getByRole('row')).toHaveCount(3);
  await side.getByRole('button', { name: '全口径·正式' }).click();
  await agreeOn(page, 90_000);
  await expect(page.locator('.tg-panel-note').first()).toHaveText('全口径·正式');
  await expect(page).toHaveURL(/k=full_scope\.formal/);
});

test('live flows move all panels together, and a pause holds all of them at one state without loss', async ({ page }) => {
  await open(page);
  await agreeOn(page, 15_000);
  const bigger = (yuan: number) => feed.post([declared(Date.now() - 500, GUANGZHOU, { valueCny: yuan, partner: 'DEU' })]);
  await page.waitForTimeout(2000);
  await bigger(500);
  await agreeOn(page, 15_500);
  expect((await sums(page)).taken).toBeGreaterThan(0);
  await page.keyboard.press('p');
  await expect(page.locator('[data-banner="paused"]')).toBeVisible();
  await expect(page).toHaveURL(/p=1/);
  await bigger(700);
  await page.waitForTimeout(4000);
  await agreeOn(page, 15_500);
  await bar(page, 'cbec-guangzhou').getByRole('button').first().click();
  await agreeOn(page, 6500);
  // A card is read anew: while the picture stands still it says that it may be of later.
  await bar(page, 'cbec-guangzhou').getByRole('button').last().click();
  await expect(page.locator('[data-paused-card]')).toContainText('画面暂停于');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-paused-card]')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await agreeOn(page, 16_200);
});

test('the list twin is walked by keys: a route is chosen by Enter and let go by Esc', async ({ page }) => {
  await open(page);
  await page.getByRole('radio', { name: '列表' }).check({ force: true });
  const rows = page.locator('[data-flow-list="routes"] tbody tr');
  await expect(rows.first()).toHaveAttribute('data-code', 'shenzhen-airport USA');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/port=.*partner=/);
  const chosen = await sums(page);
  expect(new Set(chosen.value).size).toBe(1);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/partner=/);
  await page.locator('[data-flow-list]').getByRole('radio', { name: '口岸' }).check({ force: true });
  await expect(page.locator('[data-flow-list="ports"] tbody tr').first()).toContainText('深圳机场');
});

test('a bar, a tile and an arc lead to a card that tells the same, with its arithmetic, records and file', async ({ page }) => {
  await open(page);
  await bar(page, 'cbec-shenzhen').getByRole('button').last().click();
  const card = page.locator('[data-flow-card="value"]');
  await expect(card.locator('[data-card-value]')).toHaveAttribute('data-card-value', '900000');
  await expect(card).toContainText('海关平台·初步');
  await expect(card).toContainText('综试区 深圳');
  const file = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('button', { name: '导出表格' }).click();
  expect((await file).suggestedFilename()).toMatch(/\.xlsx$/);
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await page.locator('[data-tile="mismatched"]').getByRole('button').click();
  const rate = page.locator('[data-flow-card="mismatched"]');
  await expect(rate.locator('[data-card-parts]')).toContainText('Σ');
  await page.keyboard.press('Escape');
  // An address names the card of an arc as a click on it does.
  await open(page, '?flow=value;partner:USA;port:shenzhen-airport');
  await expect(page.locator('[data-card-value]')).toHaveAttribute('data-card-value', '500000');
});

test('plans, goals, systems and published figures are a key away, and say what is not printed', async ({ page }) => {
  await open(page, '?tab=zones&plan=cbec-shenzhen');
  await expect(page.locator('[data-plan="cbec-shenzhen"]')).toBeVisible();
  await page.getByRole('radio', { name: '全省目标' }).check({ force: true });
  await expect(page.locator('[data-goal]').first()).toBeVisible();
  await page.getByRole('radio', { name: '平台体系' }).check({ force: true });
  await expect(page.locator('[data-system]')).toHaveCount(8);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '公布数' }).click();
  await expect(page.locator('[data-published]')).toContainText('从不相加');
  // All regions of the province were asked, and answered that nothing was entered.
  await expect(page.locator('[data-published]')).toContainText('没有录入公布数');
  await expect(page.locator('[data-published]')).toContainText('没有录入全国占比');
});

test('a combination without data is no zero, rates can be ranked, and the address keeps what is shown', async ({ page }) => {
  await open(page, '?partner=BRA&v=list&part=rates');
  await expect(page.locator('[data-tile="value"]')).toContainText('所选组合没有数据');
  await expect(page.locator('[data-tile="value"]')).not.toContainText('0 元');
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: '退货率' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: '退货率' })).toHaveAttribute('aria-sort', 'descending');
  await page.reload();
  await expect(page.locator('[data-flow-list]')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('radio', { name: '比率' })).toBeChecked();
});

for (const [width, height] of [
  [1920, 1080],
  [1440, 900],
] as const) {
  test(`all fits ${width}×${height} without a scroll bar or one panel over another, and passes the accessibility rules`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await expect(page.locator('.tg-map')).toHaveAttribute('data-map-ready', 'true', { timeout: 90_000 });
    const box = await page.evaluate(() => ({ w: document.documentElement.scrollWidth, h: document.documentElement.scrollHeight }));
    expect(box).toEqual({ w: width, h: height });
    const over = await page.locator('[data-commerce] .tg-panel').evaluateAll((panels) => {
      const boxes = panels.map((p) => p.getBoundingClientRect());
      return boxes.flatMap((a, i) =>
        boxes.slice(i + 1).filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1),
      ).length;
    });
    expect(over).toBe(0);
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/commerce-${width}.png` });
    expect(await axe(page)).toEqual([]);
  });
}

test('a phone gets the headline figures and the tables, and nothing to scroll sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(page.locator('[data-tile]')).toHaveCount(6);
  await expect(page.locator('.tg-map')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
