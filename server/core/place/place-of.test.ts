import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type RandomNumbers, randomOf, seededRandom } from '../../../db/seed/random.ts';
import { buildTree, type RegionNode } from '../region/tree.ts';
import { spellingsOf } from './names.ts';
import { buildPlaceIndex, type PlaceIndex } from './place-index.ts';
import { placeOf } from './place-of.ts';

type Row = RegionNode & { name: string; shortName: string };
type Province = { rows: Row[]; index: PlaceIndex; name(region: string): string; short(region: string): string };

function province(profile: string): Province {
  const file = readFileSync(new URL(`../../../db/profiles/${profile}/regions.csv`, import.meta.url), 'utf8');
  const rows = file
    .trim()
    .split('\n')
    .slice(1)
    .map((line): Row => {
      const [adcode = '', name = '', shortName = '', level = '', parent = '', kind] = line.split(',');
      return { adcode, name, shortName, level, parent, kind: kind === 'virtual' || kind === 'offMap' ? kind : 'normal' };
    });
  const byCode = new Map(rows.map((r) => [r.adcode, r]));
  const name = (region: string) => byCode.get(region)?.name ?? region;
  return { rows, index: buildPlaceIndex(buildTree(rows), name), name, short: (region) => byCode.get(region)?.shortName ?? region };
}

const gd = province('guangdong');
const fj = province('fujian');
const find = (p: Province, text: string, hint: string | null = null) => placeOf(p.index, text, hint);
const named = (p: Province, text: string, hint: string | null = null) => find(p, text, hint)?.name ?? null;

test('the usual short forms are those that the profiles know', () => {
  for (const { rows } of [gd, fj]) {
    const other = rows.filter((r) => (spellingsOf(r.name).stem ?? r.name) !== r.shortName);
    expect(other.length / rows.length).toBeLessThan(0.01);
  }
  expect(spellingsOf('乳源瑶族自治县')).toEqual({ whole: ['乳源瑶族自治县', '乳源自治县', '乳源县'], stem: '乳源', town: false });
  expect(spellingsOf('连山壮族瑶族自治县').stem).toBe('连山');
  expect(spellingsOf('小沧畲族乡')).toEqual({ whole: ['小沧畲族乡', '小沧乡'], stem: '小沧', town: true });
  expect(spellingsOf('棠下街道')).toEqual({ whole: ['棠下街道', '棠下街'], stem: '棠下', town: true });
});

test('an address is read as deep as it goes, in full and in short', () => {
  expect(find(gd, '广东省广州市天河区棠下街道棠德南路路灯不亮')).toMatchObject({ name: '棠下街道', matched: '广东省广州市天河区棠下街道' });
  expect(named(gd, '广州天河棠下街的居民反映')).toBe('棠下街道');
  expect(named(gd, '广州天河棠下 垃圾没人收')).toBe('棠下街道');
  expect(named(gd, '广州天河软件园停车难')).toBe('天河区');
  expect(named(gd, '广州棠下街道办附近')).toBe('棠下街道');
  expect(named(gd, '东莞虎门镇')).toBe('虎门镇');
  expect(named(gd, '乳源县乳城镇')).toBe('乳城镇');
  expect(named(fj, '福州市罗源县霍口乡')).toBe('霍口畲族乡');
  expect(named(fj, '平潭综合实验区')).toBe('平潭综合实验区');
});

test('homonyms are told apart by the city named, else by the desk, else not at all', () => {
  expect(find(gd, '太平镇的路坏了')).toBeNull();
  expect(find(gd, '城南街道有人占道')).toBeNull();
  expect(named(gd, '广州市太平镇的路坏了')).toBe('太平镇');
  expect(gd.index.tree.contains('440100', find(gd, '太平镇的路坏了', '440100')?.region ?? '')).toBe(true);
  expect(find(gd, '太平镇的路坏了', '440300')).toBeNull();
  expect(named(gd, '深圳市太平镇的路坏了')).toBe('深圳市');
  expect(named(gd, '汕尾市城区')).toBe('城区');
  expect(named(gd, '广州市城区')).toBe('广州市');
});

test('roads, firms, words and where somebody comes from are no place', () => {
  expect(named(gd, '广州市天河区中山大道中公交站')).toBe('天河区');
  expect(named(gd, '中山路坑洼')).toBeNull();
  expect(named(gd, '中山大学附属医院')).toBeNull();
  expect(named(gd, '广州番禺大道')).toBe('广州市');
  expect(named(gd, '广州市花都区新华街12号')).toBe('花都区');
  expect(named(gd, '户籍在汕头市，现住广州市越秀区')).toBe('越秀区');
  expect(named(gd, '广州市海珠区的深圳市某某科技有限公司拖欠工资')).toBe('海珠区');
  expect(named(gd, '蓝天白云，希望和平解决')).toBeNull();
  expect(named(gd, '天河区与白云区交界处积水')).toBe('广州市');
  expect(named(gd, '从深圳市南山区搬到广州市天河区')).toBeNull();
  expect(find(gd, '没有写地方')).toBeNull();
});

const ROADS = ['中山路', '北京路3号', '解放大道', '人民路18号', '新华街12号', '建设大道', '和平路', '东山街8号', '朝阳小区', '南山公园', '学府花园二期', ''];
const MATTERS = ['路灯不亮', '夜间施工噪声大', '垃圾没人清运', '自来水发黄', '违法停车', '井盖缺失有安全隐患', '拖欠工资'];
const ASIDES = ['', '', '', '本人户籍', '车辆是', '曾在'];

/** A sentence about a made matter in `region`, written in one of the ways in which people write addresses. */
function sentence(p: Province, region: string, random: RandomNumbers): { text: string; hint: string | null } {
  const up = p.index.tree.lineage(region).toReversed();
  const [, city = region, ...below] = up;
  const full = up.map(p.name);
  const abbreviated = (r: string) => spellingsOf(p.name(r)).whole.at(-1) ?? p.name(r);
  const last = below.at(-1) ?? city;
  const forms = [
    full.join(''),
    full.slice(1).join(''),
    `${p.short(city)}${below.map(p.name).join('')}`,
    `${p.short(city)}市${below.map(abbreviated).join('')}`,
    `${p.short(city)}${below.map(p.short).join('')}`,
    `${p.name(city)}，${below.map(p.name).join('，')}`,
    `${p.name(city)}${p.name(last)}`,
    `${p.short(city)}${abbreviated(last)}`,
    below.map(p.name).join('') || p.name(city),
    p.name(last),
    p.short(last),
  ];
  const other = randomOf(random, p.index.tree.childrenOf(p.index.tree.root));
  const aside = randomOf(random, ASIDES);
  const tail = aside === '' || aside === '曾在' ? '' : `，${aside}${p.name(other)}${aside === '车辆是' ? '号牌' : ''}`;
  const text = `${randomOf(random, ['', '您好，', '我在', '市民反映：', '位于'])}${randomOf(random, forms)}${randomOf(random, ROADS)}${randomOf(random, MATTERS)}${tail}`;
  return { text, hint: random() < 0.5 ? null : random() < 0.9 ? city : p.index.tree.root };
}

/** Answers to made sentences: right or one of its ancestors, wrong, none. */
function tally(p: Province, regions: readonly string[], seed: number) {
  const random = seededRandom(seed);
  const wrong: string[] = [];
  const seen = { exact: 0, above: 0, none: 0 };
  for (const region of regions) {
    const { text, hint } = sentence(p, region, random);
    const found = placeOf(p.index, text, hint);
    if (!found) seen.none += 1;
    else if (found.region === region) seen.exact += 1;
    else if (p.index.tree.contains(found.region, region)) seen.above += 1;
    else wrong.push(`${text} (${hint}) → ${found.name}, is ${p.name(region)} in ${p.name(p.index.tree.parentOf(region) ?? '')}`);
  }
  return { ...seen, wrong };
}

test.each([
  ['guangdong', gd, 11],
  ['fujian', fj, 12],
])('%s: of a thousand made addresses, every second one of a homonym, at most one in a hundred is put elsewhere', (_, p, seed) => {
  const random = seededRandom(seed);
  const places = p.rows.filter((r) => r.parent !== '' && r.kind === 'normal');
  const count = new Map<string, number>();
  for (const r of places) count.set(r.shortName, (count.get(r.shortName) ?? 0) + 1);
  const homonyms = places.filter((r) => (count.get(r.shortName) ?? 0) > 1);
  const chosen = Array.from({ length: 1_000 }, (_, i) => randomOf(random, i % 2 === 0 ? homonyms : places).adcode);
  const { exact, above, none, wrong } = tally(p, chosen, seed);
  expect(homonyms.length).toBeGreaterThan(100);
  expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(10);
  expect(exact).toBeGreaterThan(500);
  expect(exact + above + none + wrong.length).toBe(1_000);
});

test('a long text costs what its length costs, not its square', () => {
  const text = '广州市天河区中山大道附近的居民，南山公园旁边。'.repeat(900);
  const took = Array.from({ length: 8 }, () => {
    const started = performance.now();
    placeOf(gd.index, text, '440100');
    return performance.now() - started;
  });
  expect(Math.min(...took)).toBeLessThan(1_000);
});
