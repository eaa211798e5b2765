import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { citiesOf } from '../actions/events.ts';
import { enter } from '../actions/sign-in.ts';
import { openScreen } from '../actions/wall.ts';
import { watchPage } from '../actions/watch-page.ts';
import { ROOT, startServer } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';

test.setTimeout(240_000);

test('another profile brings its own names, map and indicators, and none of the first', async ({ page }) => {
  const server = await startServer({ env: { PROFILE: 'fujian' } });
  try {
    await enter(page, server);
    const complaints = await watchPage(page);
    await openScreen(page, `${server.url}/wall`);
    await expect(page.getByRole('banner')).toContainText('福建省');
    await expect(page.getByRole('main')).toContainText('政务公开');
    const map = page.locator('.tg-map');
    await expect(map).toHaveAttribute('data-map-ready', 'true', { timeout: 60_000 });
    await map.getByRole('button', { name: '列表' }).click();
    const rows = map.locator('[data-region-state] tr[data-adcode]');
    await expect(rows).toHaveCount(citiesOf('fujian').length);
    for (const name of ['福州', '厦门', '平潭']) await expect(map.locator('[data-region-state]')).toContainText(name);
    await page.goto(`${server.url}/wall/topics`);
    await expect(page.locator('[data-topic]').first()).toBeVisible({ timeout: 60_000 });
    for (const address of ['/wall', '/wall/topics', '/wall/hotline']) {
      await page.goto(server.url + address);
      await expect(page.getByRole('banner')).toContainText('福建省');
      await expect(page.getByRole('main').first(), address).not.toContainText(/广东|广州|深圳|粤/);
    }
    await page.goto(`${server.url}/wall?card=${await firstPlanned('fujian')}@350000&cw=year`);
    await expect(page.getByRole('dialog')).toContainText('未公布', { timeout: 60_000 });
    expect(complaints.all).toEqual([]);
  } finally {
    await server.stop();
  }
});

test('a new topic is one more file', async ({ page }) => {
  const folder = join(ROOT, 'db/profiles/guangdong/topics');
  const file = join(folder, '900-made-by-a-test.json');
  const topic = JSON.parse(await readFile(join(folder, '01-hotline.json'), 'utf8'));
  await writeFile(file, JSON.stringify({ ...topic, id: 'made-by-a-test', order: 900, title: '试写专题', short: '试写' }));
  try {
    const server = await startServer();
    try {
      await enter(page, server);
      await openScreen(page, `${server.url}/wall`);
      await page.getByRole('navigation').getByRole('link', { name: '试写' }).click();
      await expect(page).toHaveURL(/\/wall\/made-by-a-test$/);
      await expect(page.locator('button[data-figure="hotline.tickets"]')).toBeVisible({ timeout: 60_000 });
    } finally {
      await server.stop();
    }
  } finally {
    await rm(file, { force: true });
  }
});

/** Code of the first indicator of the province's plan. */
async function firstPlanned(profile: string): Promise<string> {
  const rows: { code: string; planNumber: number | null }[] = JSON.parse(await readFile(join(ROOT, 'db/profiles', profile, 'indicators.json'), 'utf8'));
  return rows.find((row) => row.planNumber === 1)?.code ?? '';
}
