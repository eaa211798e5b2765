import { expect, test } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import { type AuditUrl, auditFilter, EMPTY_AUDIT, exportHref, formatAuditUrl, parseAuditUrl } from './audit-url.ts';

const zone = zoneOffset('Asia/Shanghai');
const parse = (query: string) => parseAuditUrl(new URLSearchParams(query), zone);
const NOW = Date.UTC(2026, 5, 18, 3);

test('the address carries the whole search and comes back', () => {
  const state: AuditUrl = {
    span: 'own',
    from: Date.UTC(2026, 5, 1),
    to: Date.UTC(2026, 5, 2),
    actor: 'user.a',
    action: 'person.',
    kind: 'ticket',
    object: 'T 1&2',
    region: '990100',
    result: 'refused',
    address: '10.0.0.7',
    q: 'a=b',
    order: 'oldest',
    row: 12,
  };
  expect(parse(formatAuditUrl(state, zone))).toEqual(state);
  expect(parse('')).toEqual(EMPTY_AUDIT);
  expect(formatAuditUrl(EMPTY_AUDIT, zone)).toBe('');
});

test('what nobody may ask for is left out', () => {
  expect(parse('act=drop table&kind=A-B&r=99&res=maybe&row=-3&span=year&order=up')).toEqual(EMPTY_AUDIT);
});

test('a span is asked from the instant on, and the search with it', () => {
  expect(auditFilter(EMPTY_AUDIT, NOW)).toEqual({ from: NOW - 604_800_000, to: 4_102_444_800_000 });
  expect(auditFilter(parse('span=ever&act=session.&res=failed'), NOW)).toEqual({ from: 0, to: 4_102_444_800_000, action: 'session.', result: 'failed' });
  expect(auditFilter(parse('span=own&from=2026-06-18T11:00&to=2026-06-18T10:00'), NOW)).toEqual({ from: NOW, to: NOW + 1 });
  expect(exportHref({ from: 1, to: 2, q: 'a b' }, 'csv')).toBe('/api/audit/export?format=csv&from=1&to=2&q=a+b');
});
