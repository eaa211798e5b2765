import { expect, test } from 'vitest';
import { randomOf, seededRandom } from '../../../db/seed/random.ts';
import { classScores, likeliest, type Sample, ticketText, train } from './classifier.ts';
import { shuffled, stratifiedFolds } from './folds.ts';
import { LEAST, learn } from './learn.ts';
import { best } from './linear.ts';
import { packModel, unpackModel } from './pack-model.ts';
import { abstention, fitTemperature, macroF1, scoreClasses } from './score.ts';

const PLACES = ['青禾路', '望江里', '学府街', '东塔巷', '新桥村', '和风苑'];
const WORDS: Record<string, readonly string[]> = {
  noise: ['半夜还在打桩', '音响声音太大', '施工机器轰鸣', '广场舞吵得睡不着', '夜里切割钢材'],
  water: ['水管爆裂没有水', '自来水发黄', '停水三天了', '水压太低', '水表坏了漏水'],
  wages: ['工资拖欠两个月', '老板不发工钱', '工地欠薪', '劳动合同没有签', '加班费没有给'],
};

function samples(perClass: number, seed: number): Sample[] {
  const random = seededRandom(seed);
  return Object.entries(WORDS).flatMap(([category, words]) =>
    Array.from({ length: perClass }, () => {
      const place = randomOf(random, PLACES);
      return { category, text: ticketText(`${place}${randomOf(random, words)}`, `我住在${place}，${randomOf(random, words)}，请尽快处理。`) };
    }),
  );
}

test('classes are learned from closed tickets, and their accuracy stands beside the model', () => {
  const learned = learn(samples(40, 1), 7);
  if (!learned.ok) throw new Error('refused');
  const { stats, classifier } = learned;
  expect(stats.tickets).toBe(120);
  expect(stats.macroF1[stats.algorithm]).toBe(Math.max(...Object.values(stats.macroF1)));
  expect(stats.macroF1[stats.algorithm]).toBeGreaterThan(0.95);
  expect(stats.classes.map((c) => c.recall.den)).toEqual([40, 40, 40]);
  const [first] = likeliest(classifier, ticketText('学府街停水', '学府街从昨天起停水'), stats.temperature, 3);
  expect(first?.category).toBe('water');
  expect(first?.probability).toBeGreaterThan(stats.abstention.threshold);
});

test('the same tickets and seed give the same model, and a packed one says the same', () => {
  const [a, b] = [learn(samples(20, 2), 3), learn(samples(20, 2), 3)];
  if (!a.ok || !b.ok) throw new Error('refused');
  const packed = packModel(a.classifier);
  expect(Buffer.compare(packed, packModel(b.classifier))).toBe(0);
  const shifted = new Uint8Array(packed.length + 1);
  shifted.set(packed, 1);
  const back = unpackModel(shifted.subarray(1));
  for (const { text } of samples(5, 9)) {
    const [was, is] = [classScores(a.classifier, text), classScores(back, text)];
    expect(best(is)).toBe(best(was));
    for (const [i, score] of was.entries()) expect(is[i]).toBeCloseTo(score, 1);
  }
  expect(() => unpackModel(new TextEncoder().encode('\x08\0\0\0{"a":1} '))).toThrow('another version');
});

test('too few tickets, or of one class, are refused; a rare class is left out by name', () => {
  expect(learn(samples(3, 1), 1)).toEqual({ ok: false, tickets: 0, classes: 0, least: LEAST });
  const noise = samples(80, 1).filter((s) => s.category === 'noise');
  expect(learn(noise, 1)).toMatchObject({ ok: false, classes: 1, tickets: 80 });
  const rare = { category: 'rare', text: '别的事' };
  const learned = learn([...samples(30, 1), rare, rare], 1);
  expect(learned.ok && learned.stats.leftOut).toEqual([{ category: 'rare', tickets: 2 }]);
});

test('both algorithms tell classes apart on their own', () => {
  const known = samples(40, 4);
  const names = Object.keys(WORDS);
  const labels = known.map((s) => names.indexOf(s.category));
  for (const algorithm of ['logistic', 'naive_bayes'] as const) {
    const model = train(
      algorithm,
      known.map((s) => s.text),
      labels,
      names,
      1,
    );
    expect(names[best(classScores(model, '工人讨要工资，老板欠薪'))]).toBe('wages');
  }
});

test('folds deal every class out evenly and lose nobody', () => {
  const labels = Array.from({ length: 103 }, (_, i) => (i < 60 ? 0 : i < 90 ? 1 : 2));
  const folds = stratifiedFolds(labels, 5, 11);
  for (const c of [0, 1, 2]) {
    const sizes = [0, 1, 2, 3, 4].map((f) => labels.filter((l, i) => l === c && folds[i] === f).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
  expect([...shuffled(50, 1)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

test('scores are parts, and F1 is of the class', () => {
  const scores = scoreClasses(['a', 'b'], [0, 0, 0, 1], [0, 0, 1, 1]);
  expect(scores[0]).toEqual({ category: 'a', tickets: 3, precision: { num: 2, den: 2 }, recall: { num: 2, den: 3 }, f1: 0.8 });
  expect(macroF1(scores)).toBeCloseTo((0.8 + 2 / 3) / 2);
});

test('the temperature makes confidence honest, and answers are withheld where they were wrong', () => {
  const random = seededRandom(5);
  const truth = Array.from({ length: 400 }, () => (random() < 0.5 ? 0 : 1));
  // Sure of nothing with a score near 0, right nine times of ten with a large one; all scores ten times too large.
  const scores = truth.map((t, i) => {
    const sure = i % 2 === 0;
    const said = sure ? (random() < 0.9 ? t : 1 - t) : random() < 0.5 ? 0 : 1;
    const size = sure ? 22 : 0.5;
    return Float64Array.from(said === 0 ? [size, 0] : [0, size]);
  });
  const temperature = fitTemperature(scores, truth);
  expect(temperature).toBeGreaterThan(8);
  expect(temperature).toBeLessThan(13);
  const { threshold, answered, right } = abstention(scores, truth, temperature);
  expect(answered).toEqual({ num: 200, den: 400 });
  expect(right.num / right.den).toBeGreaterThan(0.8);
  expect(threshold).toBeGreaterThan(0.6);
  expect(abstention(scores.slice(0, 10), truth.slice(0, 10), temperature).threshold).toBe(1);
});
