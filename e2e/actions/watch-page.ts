import type { Page } from '@playwright/test';

/** What must never happen on a page, as it happened. */
export type Complaints = { readonly all: string[] /** Forgets what was expected, such as a connection that a test cut. */; forget(): void };

/** A cut line is said by the browser itself and is no fault of the page. */
const OF_THE_LINE = /WebSocket connection|ERR_CONNECTION|Failed to load resource|ERR_EMPTY_RESPONSE|ERR_SOCKET/;

/** Listens for errors, refused resources, policy reports and dialogs from now on. Call before the page goes anywhere. */
export async function watchPage(page: Page, options: { lineMayBreak?: boolean } = {}): Promise<Complaints> {
  const all: string[] = [];
  page.on('pageerror', (error) => void all.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (options.lineMayBreak && OF_THE_LINE.test(message.text())) return;
    all.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('dialog', (dialog) => {
    all.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !options.lineMayBreak) all.push(`${response.status()}: ${response.url()}`);
  });
  await page.exposeFunction('reportViolation', (text: string) => void all.push(`policy: ${text}`));
  await page.addInitScript(() => {
    const report = (window as unknown as { reportViolation(text: string): void }).reportViolation;
    document.addEventListener('securitypolicyviolation', (event) =>
      report(`${event.violatedDirective} ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`),
    );
  });
  return { all, forget: () => void all.splice(0) };
}
