import { expect, test } from 'vitest';
import { type AdminUrl, EMPTY_ADMIN, formatAdminUrl, type Pane, parseAdminUrl } from './admin-url.ts';

const offset = () => 8 * 3_600_000;
const read = (text: string) => parseAdminUrl(new URLSearchParams(text), offset);

test('the address carries the whole state and gives it back', () => {
  const full: AdminUrl = {
    region: '441303',
    tab: 'accounts',
    at: Date.UTC(2026, 5, 18, 3, 5),
    ended: true,
    search: '派单 a&b',
    state: 'no_factor',
    page: 3,
    pane: { kind: 'account', account: 12 },
  };
  expect(read(formatAdminUrl(full, offset))).toEqual(full);
  expect(formatAdminUrl(EMPTY_ADMIN, offset)).toBe('');
  expect(read('')).toEqual(EMPTY_ADMIN);
});

test.each<Pane>([
  { kind: 'give', account: null },
  { kind: 'give', account: 7 },
  { kind: 'grant', grant: 3, account: 7 },
  { kind: 'account', account: 7 },
  { kind: 'import' },
  { kind: 'new-account' },
  { kind: 'new-display' },
])('%o stands open again', (pane) => {
  expect(read(formatAdminUrl({ ...EMPTY_ADMIN, pane }, offset)).pane).toEqual(pane);
});

test('what the address may not say is left out', () => {
  expect(read('r=abc&tab=x&at=2026-02-30T00:00&state=y&page=0&open=grant.1')).toEqual(EMPTY_ADMIN);
  expect(read('open=account.-1').pane).toBeNull();
  expect(read('page=1.5').page).toBe(0);
  expect(read(`q=${'x'.repeat(99)}`).search).toHaveLength(64);
});
