import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../server/core/indicator/window.ts';
import { grainOf, parsePeriod, parseWall, wallText } from './time-text.ts';
import { EMPTY, formatUrl, parseUrl, type UrlState } from './url-state.ts';

const offset = zoneOffset('Asia/Shanghai');
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('parsePeriod', () => {
  it.each([
    ['2019', '2019-01-01T00:00', '2020-01-01T00:00'],
    ['2019-01', '2019-01-01T00:00', '2019-02-01T00:00'],
    ['2019-12', '2019-12-01T00:00', '2020-01-01T00:00'],
    ['2019-01-05', '2019-01-05T00:00', '2019-01-06T00:00'],
    ['2019/1/5', '2019-01-05T00:00', '2019-01-06T00:00'],
    ['2019年1月5日', '2019-01-05T00:00', '2019-01-06T00:00'],
    ['2019-01-05 08', '2019-01-05T08:00', '2019-01-05T09:00'],
    ['2019-01-05T23:59', '2019-01-05T23:59', '2019-01-06T00:00'],
  ])('%s', (text, from, to) => expect(parsePeriod(text, offset)).toEqual({ from: at(from), to: at(to) }));
  it.each(['', 'x', '19', '2019-13', '2019-02-30', '2019-01-05 24', '2019-01-05 08:60', '2019-01-05 08:30:00'])('refuses %s', (text) =>
    expect(parsePeriod(text, offset)).toBeNull(),
  );
  it('keeps the wall clock across a daylight-saving change', () => {
    const berlin = zoneOffset('Europe/Berlin');
    expect(wallText(parseWall('2025-03-30T12:00', berlin) ?? 0, berlin)).toBe('2025-03-30T12:00');
  });
});

describe('address', () => {
  const full: UrlState = {
    region: '440300',
    window: 'PT24H',
    span: { from: at('2019-01-01T00:00'), to: at('2020-02-01T00:00') },
    card: {
      indicator: 'hotline.tickets',
      region: '440300',
      dims: { channel: 'a&b' },
      scope: 's',
      status: 'formal',
      window: 'PT1H',
      span: { from: at('2018-01-01T00:00'), to: at('2019-01-01T00:00') },
    },
    layer: 'hotline.return-rate',
    points: 'heat',
    knownAt: at('2019-06-01T08:30'),
  };
  it('carries the whole state', () => expect(parseUrl(new URLSearchParams(formatUrl(full, offset)), offset)).toEqual(full));
  it('is empty when live', () => {
    expect(formatUrl(EMPTY, offset)).toBe('');
    expect(parseUrl(new URLSearchParams(), offset)).toEqual(EMPTY);
  });
  it('drops what it cannot read', () => {
    const bad = new URLSearchParams('r=<script>&w=PT9H&from=2020-01-01T00:00&to=2019-01-01T00:00&card=!!&points=x&known=now');
    expect(parseUrl(bad, offset)).toEqual(EMPTY);
  });
});

describe('grainOf', () => {
  it.each([
    [3, 'minute'],
    [24, 'hour'],
    [24 * 31, 'day'],
    [24 * 395, 'month'],
  ] as const)('%d hours', (hours, grain) => expect(grainOf({ from: 0, to: hours * 3_600_000 })).toBe(grain));
});
