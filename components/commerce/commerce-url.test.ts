import { describe, expect, it } from 'vitest';
import { type CommerceUrl, EMPTY_URL, parseCommerceUrl, toggled, writeCommerceUrl } from './commerce-url.ts';

const trip = (state: CommerceUrl, before = '') => parseCommerceUrl(new URLSearchParams(writeCommerceUrl(new URLSearchParams(before), state)));

describe('the address of the page', () => {
  it('is empty for the plain page, and keeps what others wrote', () => {
    expect(writeCommerceUrl(new URLSearchParams(), EMPTY_URL)).toBe('');
    expect(writeCommerceUrl(new URLSearchParams('r=990100&zone=a&p=1'), EMPTY_URL)).toBe('r=990100');
  });

  it('gives back all that was chosen', () => {
    const state: CommerceUrl = {
      span: 'own',
      days: { from: '2026-11-01', to: '2026-11-09' },
      side: { scope: 'full_scope', status: 'formal' },
      measure: 'parcels',
      filter: { zone: ['z-1', 'z-2'], chapter: [''], direction: ['export'], partner: ['HKG'] },
      view: 'list',
      part: 'rates',
      tab: 'zones',
      plan: 'z-1',
      card: { of: 'mismatched', filter: { port: ['p-1'], mode: ['9610', '9710'] } },
      paused: true,
    };
    expect(trip(state, 'r=990100')).toEqual(state);
  });

  it('takes nothing that it does not know', () => {
    expect(parseCommerceUrl(new URLSearchParams('s=never&k=a.b&m=weight&tab=x&flow=price&days=1_2'))).toEqual(EMPTY_URL);
    expect(parseCommerceUrl(new URLSearchParams('s=own&days=2026-11-09_2026-11-01')).span).toBe('today');
    expect(parseCommerceUrl(new URLSearchParams('k=full_scope')).side).toBeNull();
  });

  it('adds and takes away single codes', () => {
    const one = toggled({}, 'zone', 'b');
    expect(toggled(one, 'zone', 'a')).toEqual({ zone: ['a', 'b'] });
    expect(toggled(one, 'zone', 'b')).toEqual({});
    expect(toggled({ mode: ['9610'] }, 'zone', 'a')).toEqual({ mode: ['9610'], zone: ['a'] });
  });
});
