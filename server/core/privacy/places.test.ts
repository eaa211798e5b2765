import { describe, expect, test } from 'vitest';
import { redactText } from './redact.ts';

describe('what stands behind the name of a place is taken, the name stays', () => {
  test.each([
    ['青禾镇云溪路12号，占道', '青禾镇云溪路〔门牌〕，占道'],
    ['云溪路12号沐光花园3栋2单元502室漏水', '云溪路〔门牌〕沐光花园〔门牌〕漏水'],
    ['杏林雅苑C3栋108', '杏林雅苑〔门牌〕'],
    ['望塘大道１８８号A座', '望塘大道〔门牌〕'],
    ['听荷巷三十二号', '听荷巷〔门牌〕'],
    ['澄月街12-3号之一', '澄月街〔门牌〕'],
    ['石桥头村3组15号', '石桥头村〔门牌〕'],
    ['沐光花园二期5栋', '沐光花园〔门牌〕'],
    ['禾丰里8号二楼', '禾丰里〔门牌〕'],
    ['住在3栋1单元201室的老人', '住在〔门牌〕的老人'],
    ['棠梨小筑6幢 1203 噪声', '棠梨小筑〔门牌〕 噪声'],
    ['小区7号楼电梯停运', '小区〔门牌〕电梯停运'],
    ['松隐路6号20人聚集', '松隐路〔门牌〕20人聚集'],
    ['松隐路6号2026年起', '松隐路〔门牌〕2026年起'],
    ['松隐路 6 号', '松隐路 〔门牌〕'],
  ])('%s', (text, out) => {
    expect(redactText(text).text).toBe(out);
    expect(redactText(out).text).toBe(out);
  });
});

describe('what is no door', () => {
  test.each([
    '地铁3号线云溪路站2号出口',
    '云溪路3号线站台',
    '沿105国道行驶',
    '国道105号里程碑',
    '青禾街道12号窗口',
    '本村12号起停水',
    '家里3号没水',
    '县城12号停电',
    '共3栋违建',
    '第1-3-8栋 12 楼',
    '有5栋1200户未通气',
    '云溪路50路公交',
    '十二号台风',
    '粤府〔2026〕12号文件',
    '沐光花园一期',
    '2号机组和3号机组',
    '15号上午在云溪路',
    '会议室在302室',
  ])('%s', (text) => {
    expect(redactText(text)).toEqual({ text, found: [] });
  });
});

test('hostile and large texts stay fast', () => {
  for (const text of [
    '路1'.repeat(10_000),
    '路1号'.repeat(7_000),
    '一'.repeat(20_000),
    '栋1-'.repeat(7_000),
    '村一组一'.repeat(5_000),
    '号楼'.repeat(10_000),
  ]) {
    const started = performance.now();
    redactText(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  }
});
