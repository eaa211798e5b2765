import { expect, test } from 'vitest';
import { parseRiskUrl, type RiskUrl, riskHref, writeRiskUrl } from './risk-url.ts';

const FULL: RiskUrl = { view: 'check', head: 'credit', check: 'mismatch', zone: 'z-1', open: 7, ledger: 'handling.1' };

test('the page is what its address says, and leaves others theirs', () => {
  const written = writeRiskUrl(new URLSearchParams('r=990100'), FULL);
  expect(parseRiskUrl(new URLSearchParams(written))).toEqual(FULL);
  expect(new URLSearchParams(written).get('r')).toBe('990100');
  expect(writeRiskUrl(new URLSearchParams('v=late&t=3'), parseRiskUrl(new URLSearchParams()))).toBe('');
  expect(parseRiskUrl(new URLSearchParams('v=x&head=y&rule=z&t=-1&ledger=..'))).toEqual(parseRiskUrl(new URLSearchParams()));
  expect(parseRiskUrl(new URLSearchParams(riskHref('990100', 7).split('?')[1])).open).toBe(7);
});
