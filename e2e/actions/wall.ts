import { expect, type Locator, type Page } from '@playwright/test';

/** Where things stand on a wall or topic screen, by what they are. */

export type RegionLook = { value: string; ratio: string; fill: string; state: string; severity: string };

/** Opens a screen and waits until its figures are read. */
export async function openScreen(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.locator('button[data-figure]').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('button[data-figure][data-state="loading"]')).toHaveCount(0, { timeout: 60_000 });
}

export function tile(page: Page, indicator: string): Locator {
  return page.locator(`button[data-figure="${indicator}"]`).first();
}

/** A number as it is written, without separators; NaN for a dash. Large tiles count in 万: use small figures there. */
export async function shownNumber(within: Locator): Promise<number> {
  const text = await within.locator('.tg-value-num').first().textContent();
  return Number((text ?? '').replaceAll(',', ''));
}

export function tileValue(page: Page, indicator: string): Promise<number> {
  return shownNumber(tile(page, indicator));
}

/** What the map says of every region, from the list that is its twin. */
export async function mapLook(page: Page): Promise<Map<string, RegionLook>> {
  const rows = await page.locator('[data-region-state] tr[data-adcode]').evaluateAll((all) =>
    all.map((row) => {
      const cells = [...row.querySelectorAll('th,td')].map((cell) => cell.textContent ?? '');
      const { adcode = '', fill = '', state = '', severity = '' } = (row as HTMLElement).dataset;
      return [adcode, { value: cells[1] ?? '', ratio: cells[2] ?? '', fill, state, severity }] as const;
    }),
  );
  return new Map(rows);
}

export async function regionLook(page: Page, adcode: string): Promise<RegionLook> {
  const look = (await mapLook(page)).get(adcode);
  if (!look) throw new Error(`the map has no region ${adcode}`);
  return look;
}

/** The table behind a chart, newest row first: opened once, then read again and again. */
export async function chartRows(chart: Locator): Promise<string[][]> {
  const toggle = chart.locator('.tg-chart-toggle');
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click({ force: true });
  return chart
    .locator('.tg-chart-twin tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('th,td')].map((cell) => cell.textContent ?? '')));
}

export function overlay(page: Page): Locator {
  return page.locator('[data-overlay="lost"]');
}

/** Marks the document, so that a reload can be told from a recovery. */
export async function markDocument(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => void Object.assign(window, { markedByTest: true }));
  return () => page.evaluate(() => 'markedByTest' in window);
}
