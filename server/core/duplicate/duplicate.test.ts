import { expect, test } from 'vitest';
import { randomOf, seededRandom } from '../../../db/seed/random.ts';
import { metresBetween } from '../place/distance.ts';
import { adviceOf, likenessOf, type Matter, SAME, SEE, shinglesOf, textLikeness } from './likeness.ts';
import { RecentIndex } from './recent-index.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
const ROADS = ['青禾路', '望江里', '学府街', '东塔巷', '新桥村', '和风苑', '锦绣园', '石井坊', '北湖湾', '梅岭下'];
const MATTERS = [
  '夜间施工噪声扰民',
  '路灯整夜不亮',
  '下水道堵塞污水外溢',
  '井盖破损',
  '垃圾无人清运',
  '违法停车堵住消防通道',
  '自来水浑浊发黄',
  '电梯停运无人修',
];
const random = seededRandom(3);
const title = () => `${randomOf(random, ROADS)}${1 + Math.floor(random() * 300)}号${randomOf(random, MATTERS)}`;

const index = new RecentIndex();
for (let id = 1; id <= 3_000; id++) {
  const about = title();
  index.add({ id, at: NOW - (id % 30) * DAY, city: id % 2 === 0 ? 'A' : 'B', title: about, body: `您好，${about}，已经好几天了，请有关部门尽快处理，谢谢。` });
}
const asked = { title: '和风苑三期七栋电梯停运', body: '和风苑三期七栋的电梯停运三天了，老人上不了楼，物业推诿，请派人维修。' };
index.add({ id: 9_001, at: NOW - DAY, city: 'A', title: '和风苑三期电梯坏了没人修', body: '我住和风苑三期七栋，电梯停运三天，物业推诿，老人出不了门。' });
index.add({ id: 9_002, at: NOW - DAY, city: 'B', ...asked });

const matter = (over: Partial<Matter> = {}): Matter => ({ ...asked, region: 'A', lon: null, lat: null, at: NOW, ...over });
const like = (a: Pick<Matter, 'title' | 'body'>, b: Pick<Matter, 'title' | 'body'>) => textLikeness(shinglesOf(a), shinglesOf(b), index.rarity);

test('a matter told in other words is found among thousands, in its own city', () => {
  expect(index.candidates(asked, 'A', 20)[0]).toBe(9_001);
  expect(index.candidates(asked, 'A', 20)).not.toContain(9_002);
  expect(index.candidates(asked, null, 20).slice(0, 2).sort()).toEqual([9_001, 9_002]);
});

test('days that are over are forgotten, and a ticket is taken in once', () => {
  const own = new RecentIndex();
  const entry = { id: 1, at: NOW - 40 * DAY, city: 'A', ...asked };
  own.add(entry);
  own.add(entry);
  own.add({ ...entry, id: 2, at: NOW });
  expect(own.size).toBe(2);
  own.dropBefore(NOW - 30 * DAY);
  expect([own.size, own.has(1), own.candidates(asked, 'A', 5)]).toEqual([1, false, [2]]);
  own.dropOldest();
  expect(own.size).toBe(1);
  own.add({ ...entry, id: 3, at: NOW - DAY });
  own.dropOldest();
  expect([own.has(2), own.has(3)]).toEqual([true, false]);
});

test('pairs stay as rare as they are, however many tickets have come and gone', () => {
  const own = new RecentIndex();
  const [common, rare] = [shinglesOf({ title: '路灯', body: '' }), shinglesOf({ title: '鹭鸶', body: '' })].map((s) => [...s][0] as number);
  for (let id = 1; id <= 400; id++) {
    own.add({ id, at: NOW + id * DAY, city: 'A', title: '路灯', body: id % 100 === 0 ? '鹭鸶' : '' });
    own.dropBefore(NOW + (id - 3) * DAY);
  }
  expect(own.size).toBeLessThan(6);
  expect(own.rarity(common as number)).toBeCloseTo(0.1, 1);
  expect(own.rarity(rare as number)).toBeGreaterThan(4);
});

test('likeness is the same both ways, 1 of itself, and small between two matters of one kind', () => {
  const other = { title: '东塔巷12号电梯停运无人修', body: '东塔巷12号电梯停运无人修，请尽快处理。' };
  expect(like(asked, asked)).toBeCloseTo(1);
  expect(like(asked, other)).toBeCloseTo(like(other, asked));
  expect(like(asked, other)).toBeLessThan(SEE);
  expect(like(asked, { title: '和风苑三期电梯坏了没人修', body: '我住和风苑三期七栋，电梯停运三天，物业推诿，老人出不了门。' })).toBeGreaterThan(
    like(asked, other),
  );
  expect(like(asked, { title: '', body: '' })).toBe(0);
});

test('place and time move the likeness, and neither of them makes one', () => {
  const at = (lon: number) => ({ lon, lat: 23 });
  const of = (b: Matter, text = 0.45) => likenessOf(text, matter(at(113)), b).likeness;
  expect(of(matter())).toBeCloseTo(0.45);
  expect(of(matter(at(113.001)))).toBeGreaterThan(SAME);
  expect(of(matter(at(113.1)))).toBeLessThan(SEE);
  expect(of(matter(at(113.1)), 1)).toBeLessThan(SAME);
  expect(of(matter({ at: NOW - 30 * DAY }))).toBeLessThan(0.45);
  expect(of(matter(at(113)), 0.15)).toBe(0.15);
  expect(of(matter(at(113)), 0.2)).toBeLessThan(SEE);
  expect(likenessOf(0.5, matter(at(113)), matter(at(113.001))).metres).toBeCloseTo(102.3, 0);
  expect(metresBetween({ lon: null, lat: 1 }, { lon: 1, lat: 1 })).toBeNull();
});

test('who asks again urges, others join, and what is closed is only seen', () => {
  expect(adviceOf(0.9, { open: true, sameCaller: true })).toBe('urge');
  expect(adviceOf(0.9, { open: true, sameCaller: false })).toBe('merge');
  expect(adviceOf(0.9, { open: false, sameCaller: true })).toBe('see');
  expect(adviceOf(SAME - 0.01, { open: true, sameCaller: false })).toBe('see');
});

test('of forty thousand tickets only those that share something are compared', () => {
  const many = new RecentIndex();
  for (let id = 1; id <= 40_000; id++) {
    const about = title();
    many.add({ id, at: NOW - (id % 30) * DAY, city: 'A', title: about, body: `您好，${about}，已经好几天了，请有关部门尽快处理，谢谢。` });
  }
  const took = Array.from({ length: 12 }, () => {
    const about = title();
    const started = performance.now();
    many.candidates({ title: about, body: asked.body }, 'A', 40);
    return performance.now() - started;
  });
  expect(Math.min(...took)).toBeLessThan(1_000);
});
