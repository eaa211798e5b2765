import { type CDPSession, expect, type Page } from '@playwright/test';
import type { ProductServer } from '../fixtures/server.ts';

import { enter, type Who } from './sign-in.ts';

/** The desk as people use it: opened by somebody, read, and worked by keys. */

export async function openDesk(page: Page, server: ProductServer, query = '', who: Who = { role: 'dispatcher' }): Promise<void> {
  await enter(page, server, who);
  await page.goto(`${server.url}/tickets${query}`);
  await expect(page.locator('[data-open-ticket]')).toBeVisible({ timeout: 60_000 });
}

export const opened = async (page: Page): Promise<number> => Number(await page.locator('[data-open-ticket]').getAttribute('data-open-ticket'));
export const openTicket = (page: Page, id: number) => page.locator(`[data-open-ticket="${id}"]`);
export const primary = (page: Page) => page.locator('[data-primary]');
export const commandLine = (page: Page) => page.locator('[data-command-line]');

/** Ids of the rows from the top. */
export const rowIds = (page: Page): Promise<number[]> =>
  page.locator('[data-ticket]').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-ticket'))));

/** A key as the browser tells it while an input method is on and nothing can be written: taken, and known by its place alone. */
export async function pressTaken(cdp: CDPSession, code: string): Promise<void> {
  const event = { key: 'Process', code, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}

/** A key that an input method makes wide or another sign: ｊ, １, 、. */
export async function pressWide(cdp: CDPSession, key: string, code: string): Promise<void> {
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
}
