import { mapLook, openScreen, tile } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

test('the start without any setting is a live wall of simulated data that says so', async ({ page }) => {
  test.setTimeout(300_000);
  const server = await startServer({ env: { DEMO: '1' } });
  try {
    const complaints = await watchPage(page);
    await page.goto(server.url);
    await expect(page).toHaveURL(/\/login$/);
    await expect(page.getByRole('main')).toContainText('广东省');
    // One click on the operator's button, and the wall is there.
    await page.locator('[data-demo="demo-operator"]').click();
    await expect(page).toHaveURL(/\/wall$/);
    await openScreen(page, `${server.url}/wall`);
    await expect(page.getByRole('banner')).toContainText('演示数据');
    await expect(page.getByText(/历史载入中/)).toBeVisible({ timeout: 30_000 });
    const tickets = tile(page, 'hotline.tickets').locator('.tg-value-num');
    await expect(tickets).toHaveText(/\d/, { timeout: 60_000 });
    const first = await tickets.textContent();
    await expect(tickets).not.toHaveText(first ?? '', { timeout: 90_000 });
    await expect.poll(async () => [...(await mapLook(page)).values()].filter((look) => /\d/.test(look.value)).length, { timeout: 60_000 }).toBe(21);
    await expect(page.locator('[data-feed]').nth(4)).toBeVisible();
    await page.goto(`${server.url}/wall?card=hotline.calls@440000&cw=PT1H`);
    await expect(page.getByRole('dialog').getByRole('heading', { level: 3 }).first()).toContainText('演示数据', { timeout: 60_000 });
    for (const screen of ['/wall/hotline', '/wall/topics', '/admin/feeds']) {
      await page.goto(server.url + screen);
      await expect(page.getByRole('banner')).toContainText('演示数据');
    }
    expect(server.output()).not.toContain('wrong_source');
    expect(complaints.all).toEqual([]);
  } finally {
    await server.stop();
  }
});
