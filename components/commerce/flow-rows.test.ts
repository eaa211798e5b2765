import { describe, expect, it } from 'vitest';
import { changeOf, changeSaid, medianBucket, partsOf, REST, ranked, ratedFirst, sankeyFlow } from './flow-rows.ts';
import { filterText, measureSaid, measureScale, measureText, partsText, rateText, shareText } from './measure-text.ts';
import { cubeOf } from './testing.ts';

const sumsOf = (cell: Parameters<typeof cubeOf>[0][number]) => cubeOf([cell]).track([], {}).total;

describe('ranked rows', () => {
  const groups = cubeOf([
    { zone: 'a', value: 10 },
    { zone: 'b', value: 50 },
    { zone: 'c', value: 25 },
    { zone: 'd', value: 15 },
  ]).track(['zone'], {}).groups;

  it('are largest first with their share, and the others are one sum', () => {
    const { rows, rest, total } = ranked(groups, 'value', 3);
    expect(rows.map((r) => [r.code, r.share])).toEqual([
      ['b', 0.5],
      ['c', 0.25],
    ]);
    expect(rest).toEqual({ count: 2, value: 25, share: 0.25 });
    expect(total).toBe(100);
  });

  it('keep what is chosen, and still add up', () => {
    const { rows, rest, total } = ranked(groups, 'value', 3, ['a']);
    expect(rows.map((r) => r.code)).toEqual(['b', 'c', 'a']);
    expect(rows.reduce((sum, r) => sum + r.value, 0) + (rest?.value ?? 0)).toBe(total);
  });
});

describe('rates', () => {
  it('are sums over sums, and nothing where nothing was told', () => {
    const two = cubeOf([
      { zone: 'a', mismatched: 1, mismatchedOf: 10 },
      { zone: 'b', mismatched: 1, mismatchedOf: 1000 },
    ]).track([], {}).total;
    expect(partsOf(two, 'mismatched')).toEqual({ num: 2, den: 1010, value: 2 / 1010 });
    expect(partsOf(two, 'returned').value).toBeNull();
    expect(partsOf(sumsOf({ le1h: 3, le6h: 1 }), 'le1h')).toEqual({ num: 3, den: 4, value: 0.75 });
  });

  it('find the bucket of the median', () => {
    expect(medianBucket(sumsOf({ le1h: 2, le6h: 1, le24h: 1 }))).toBe('le1h');
    expect(medianBucket(sumsOf({ le1h: 1, le6h: 2, le24h: 1 }))).toBe('le6h');
    expect(medianBucket(sumsOf({ gt24h: 1 }))).toBe('gt24h');
    expect(medianBucket(sumsOf({}))).toBeNull();
  });

  it('compare with nothing where there was nothing', () => {
    expect(changeOf(110, 100)).toBeCloseTo(0.1);
    expect(changeOf(110, 0)).toBeNull();
    expect(changeOf(110, undefined)).toBeNull();
  });

  it('say of what was next to nothing before that it is many times as much, and not by which share', () => {
    expect(changeSaid(0.104, 'up', 'tenfold')).toEqual({ arrow: '▲', text: '10.4%', judgement: 'good' });
    expect(changeSaid(8.99, 'none', 'tenfold').text).toBe('899.0%');
    expect(changeSaid(1847.69, 'up', 'tenfold')).toEqual({ arrow: '▲', text: 'tenfold', judgement: null });
  });

  it('put the highest rate first, what rests on few after all others, and keep what is chosen', () => {
    const { rows } = ranked(
      cubeOf([
        { zone: 'a', mismatched: 1, mismatchedOf: 100 },
        { zone: 'b', mismatched: 26, mismatchedOf: 100 },
        { zone: 'c', mismatched: 2, mismatchedOf: 4 },
        { zone: 'd', value: 9 },
      ]).track(['zone'], {}).groups,
      'value',
      10,
    );
    expect(ratedFirst(rows, 'mismatched', 2).map((r) => r.code)).toEqual(['b', 'a']);
    expect(ratedFirst(rows, 'mismatched', 2, ['d']).map((r) => r.code)).toEqual(['b', 'a', 'd']);
    expect(ratedFirst(rows, 'mismatched', 9).map((r) => r.code)).toEqual(['b', 'a', 'c', 'd']);
  });
});

describe('the Sankey diagram', () => {
  it('has the same sum in each column, with the small ones together', () => {
    const cells = Array.from({ length: 60 }, (_, i) => ({ zone: `z${i % 7}`, mode: `m${i % 3}`, partner: `P${i % 11}`, value: 1 + i }));
    const cube = cubeOf(cells);
    const flow = sankeyFlow(cube.track(['zone', 'mode', 'partner'], {}).groups, 'value', { zones: 4, modes: 3, partners: 5 });
    const total = cells.reduce((sum, c) => sum + c.value, 0);
    expect(flow.total).toBe(total);
    for (const column of [0, 1, 2]) {
      const nodes = flow.nodes.filter((n) => n.column === column);
      expect(nodes.reduce((sum, n) => sum + n.value, 0)).toBe(total);
      expect(nodes.length).toBe([4, 3, 5][column]);
    }
    expect(flow.nodes.filter((n) => n.code === null).map((n) => n.id)).toEqual([`0:${REST}`, `2:${REST}`]);
    const into = (id: string) => flow.links.filter((l) => l.to === id).reduce((sum, l) => sum + l.value, 0);
    const out = (id: string) => flow.links.filter((l) => l.from === id).reduce((sum, l) => sum + l.value, 0);
    for (const node of flow.nodes.filter((n) => n.column === 1)) expect([into(node.id), out(node.id)]).toEqual([node.value, node.value]);
  });
});

describe('sums in words', () => {
  it('write money in 元 though it is kept in 分', () => {
    expect(measureSaid('value', 326_530_000_000_00, 'zh-CN')).toBe('3,265 亿元');
    expect(measureSaid('declarations', 98_400, 'zh-CN')).toBe('9.8 万票');
    expect(rateText(0.00861)).toBe('0.86%');
    expect(rateText(null)).toBe('—');
    expect(shareText(0.343)).toBe('34.3%');
  });

  it('tell small values of a panel apart where the largest is a few of its unit', () => {
    const few = measureScale('value', [1.02e10, 0.06e10], 'zh-CN');
    expect(measureText('value', 0.06e10, 'zh-CN', few)).toEqual({ text: '0.06', unit: '亿元' });
    const many = measureScale('value', [38.4e10, 0.6e10], 'zh-CN');
    expect(measureText('value', 0.6e10, 'zh-CN', many)).toEqual({ text: '0.6', unit: '亿元' });
    expect(measureText('declarations', 12, 'zh-CN', measureScale('declarations', [12], 'zh-CN')).text).toBe('12');
  });

  it('say what is chosen', () => {
    const heads = { region: '', zone: '综试区', mode: '方式', direction: '方向', partner: '国家（地区）', chapter: '货类', port: '口岸', district: '' };
    expect(filterText({ zone: ['a'], mode: ['9610', '9710'] }, heads, (_, code) => code.toUpperCase())).toBe('综试区 A；方式 9610、9710');
    expect(filterText({}, heads, (_, code) => code)).toBe('');
  });
});

describe('parts of a rate', () => {
  it('have one unit, so that they can be divided', () => {
    expect(partsText(34, 3211)).toBe('34 ÷ 3,211');
    expect(partsText(22_612, 3_281_200)).toBe('2.261 ÷ 328.1 万');
    expect(partsText(98_830_000, 141_520_000)).toBe('0.9883 ÷ 1.415 亿');
    expect(partsText(0, 3_281_200)).toBe('0 ÷ 328.1 万');
  });
});
