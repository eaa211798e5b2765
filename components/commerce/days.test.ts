import { describe, expect, it } from 'vitest';
import { comparisonOf, dayOf, daysIn, sinceOf, spanOf } from './days.ts';

const own = (from: string, to: string) => ({ span: 'own' as const, days: { from, to } });
const named = (span: 'today' | 'yesterday' | 'month' | 'lastMonth' | 'year') => ({ span, days: null });

describe('days', () => {
  it('are those of the zone: 23:30 UTC is the next day eight hours east', () => {
    expect(dayOf(Date.parse('2026-03-01T23:30:00Z'), () => 8 * 3_600_000)).toBe('2026-03-02');
    expect(dayOf(Date.parse('2026-03-01T15:59:59Z'), () => 8 * 3_600_000)).toBe('2026-03-01');
  });

  it.each([
    [named('today'), '2026-03-31', '2026-04-01'],
    [named('yesterday'), '2026-03-30', '2026-03-31'],
    [named('month'), '2026-03-01', '2026-04-01'],
    [named('lastMonth'), '2026-02-01', '2026-03-01'],
    [named('year'), '2026-01-01', '2026-04-01'],
    [own('2026-03-05', '2026-03-07'), '2026-03-05', '2026-03-08'],
  ])('of %o', (url, from, to) => {
    expect(spanOf(url, '2026-03-31')).toEqual({ from, to });
  });
});

describe('what a span is compared with', () => {
  it('is never a whole day where today is not over', () => {
    expect(comparisonOf(named('today'), '2026-03-31')).toBeNull();
    expect(comparisonOf(named('month'), '2026-03-01')).toBeNull();
    expect(comparisonOf(named('year'), '2026-01-01')).toBeNull();
  });

  it('is the day before, as many days of the month before, the same days a year before, or the days before', () => {
    expect(comparisonOf(named('yesterday'), '2026-03-31')).toEqual({
      of: { from: '2026-03-30', to: '2026-03-31' },
      with: { from: '2026-03-29', to: '2026-03-30' },
      against: 'day',
    });
    expect(comparisonOf(named('month'), '2026-03-11')?.with).toEqual({ from: '2026-02-01', to: '2026-02-11' });
    // A month that is longer than the one before is compared with the whole of it.
    expect(comparisonOf(named('month'), '2026-03-31')?.with).toEqual({ from: '2026-02-01', to: '2026-03-01' });
    expect(comparisonOf(named('lastMonth'), '2026-03-11')?.with).toEqual({ from: '2026-01-01', to: '2026-02-01' });
    expect(comparisonOf(named('year'), '2026-03-11')?.with).toEqual({ from: '2025-01-01', to: '2025-03-11' });
    const span = comparisonOf(own('2026-03-05', '2026-03-07'), '2026-03-31');
    expect(span).toEqual({ of: { from: '2026-03-05', to: '2026-03-08' }, with: { from: '2026-03-02', to: '2026-03-05' }, against: 'span' });
    expect(span && daysIn(span.of)).toBe(3);
  });
});

describe('a total that does not cover its span', () => {
  it('says from when on it is told, by day or month', () => {
    expect(sinceOf(['2026-09-01', '2026-10-01'], '2026-01-01', 'month')).toBe('2026-09');
    expect(sinceOf(['2026-11-03', '2026-11-04'], '2026-11-01', 'day')).toBe('2026-11-03');
  });

  it('says nothing where it is told from the beginning, or not at all', () => {
    expect(sinceOf(['2026-11-01'], '2026-11-01', 'day')).toBeNull();
    expect(sinceOf(['2026-01-01'], '2026-01-15', 'month')).toBeNull();
    expect(sinceOf([], '2026-11-01', 'day')).toBeNull();
  });
});
