import { expect, test } from 'vitest';
import { diffText } from './diff.ts';
import { excerpt, highlight } from './highlight.ts';
import { FREQUENCY_CAP, rarest, tokenWeight } from './rank.ts';
import { askedTokens, entryTerms, MOST_ASKED, tokensOf } from './tokens.ts';
import { entryState, maySet } from './validity.ts';

test('ideographs give themselves and their pairs, letters and digits the word; width and case do not matter', () => {
  expect(tokensOf('居住证')).toEqual(['居', '住', '证', '居住', '住证']);
  expect(tokensOf('拨打１２３４５，APP下载')).toEqual(['拨', '打', '拨打', '12345', 'app', '下', '载', '下载']);
  expect(tokensOf('')).toEqual([]);
});

test('a question asks for pairs, and for a character only where it stands alone', () => {
  expect(askedTokens('停水 水 停水')).toEqual(['停水', '水']);
  expect(askedTokens('12345怎么打')).toEqual(['12345', '怎么', '么打']);
  expect(askedTokens('，。 ！')).toEqual([]);
  expect(askedTokens('办'.repeat(3) + [...Array(60).keys()].map((n) => ` w${n}`).join(''))).toHaveLength(MOST_ASKED);
});

test('an entry is found by each token once, and again where it stands in the title', () => {
  const { terms, length } = entryTerms({ title: '停水', question: '', answer: '停水了', keywords: [] });
  expect([...terms].sort()).toEqual(['^停', '^停水', '^水', '了', '停', '停水', '水', '水了'].sort());
  expect(length).toBe(8);
});

test('a rare token tells more, a common one never nothing, and of a long question the rarest are asked', () => {
  expect(tokenWeight(1)).toBeGreaterThan(tokenWeight(50));
  expect(tokenWeight(FREQUENCY_CAP)).toBe(tokenWeight(FREQUENCY_CAP * 9));
  expect(tokenWeight(FREQUENCY_CAP)).toBeGreaterThan(0);
  expect(
    rarest(
      ['甲', '乙', '丙', '丁'],
      new Map([
        ['甲', FREQUENCY_CAP],
        ['乙', 900],
        ['丙', 0],
        ['丁', 200],
      ]),
    ),
  ).toEqual(['丁', '乙']);
  expect(rarest(['甲'], new Map([['甲', 99_999]]))).toEqual(['甲']);
});

test('what was asked is marked where it stands, whatever its width', () => {
  expect(highlight('居住证办理', '居住证')).toEqual([
    { text: '居住证', hit: true },
    { text: '办理', hit: false },
  ]);
  expect(highlight('拨１２３４５', '12345').at(-1)).toEqual({ text: '１２３４５', hit: true });
  expect(highlight('㈱公司', '公司').at(-1)).toEqual({ text: '公司', hit: true });
  expect(highlight('', '水')).toEqual([]);
  const long = `${'前'.repeat(300)}停水通知${'后'.repeat(300)}`;
  expect(excerpt(long, '停水')).toMatch(/^….*停水通知.*…$/);
  expect(excerpt('短', '停水')).toBe('短');
});

test('a difference gives both texts again', () => {
  for (const [before, after] of [
    ['', ''],
    ['', '新'],
    ['十个工作日内办结', '五个工作日办结，特殊情况十个'],
    ['a'.repeat(3_000), 'b'.repeat(3_000)],
  ] as const) {
    const pieces = diffText(before, after);
    const only = (...kinds: string[]) =>
      pieces
        .filter((p) => kinds.includes(p.kind))
        .map((p) => p.text)
        .join('');
    expect([only('same', 'out'), only('same', 'in')]).toEqual([before, after]);
  }
  expect(diffText('办理时限10日', '办理时限5日')).toEqual([
    { kind: 'same', text: '办理时限' },
    { kind: 'out', text: '10' },
    { kind: 'in', text: '5' },
    { kind: 'same', text: '日' },
  ]);
});

test('an entry is current from its first instant to before its end, and only when published', () => {
  const of = (from: number | null, until: number | null) => ({ status: 'published' as const, from, until });
  expect([99, 100, 199, 200].map((now) => entryState(of(100, 200), now))).toEqual(['future', 'current', 'current', 'expired']);
  expect(entryState(of(null, null), 5)).toBe('current');
  expect(entryState({ ...of(100, 200), status: 'draft' }, 150)).toBe('draft');
  expect(entryState({ ...of(null, null), status: 'withdrawn' }, 150)).toBe('withdrawn');
  expect([maySet('draft', 'published'), maySet('published', 'draft'), maySet('withdrawn', 'published'), maySet('published', 'published')]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
