import { describe, expect, test } from 'vitest';
import { COUNTING_PARTS, type CountingPart, countingChanges, WHY_FIXED } from './counting-rule.ts';
import { countingFaults, definitionFaults, fixedFaults } from './definition-faults.ts';
import { changedFields, countsOf, type DefinitionRow, newRow, putOn, withWords, wordsOf } from './definition-text.ts';
import { inForce, nextStart, walkFault } from './dictionary-walk.ts';
import { LiveDictionary, ownTargetsOf } from './live-dictionary.ts';
import { targetFaults } from './target-text.ts';

const ROW: DefinitionRow = {
  code: 'a.rate',
  kind: 'ratio',
  unit: '%',
  scale: 0,
  display: { decimals: 1, factor: 100 },
  additivity: { region: 'add', time: 'last' },
  reportedAt: ['province', 'city'],
  keeps: [],
  from: [],
  name: '某率',
  shortName: '某率',
  function: null,
  population: null,
  caliber: null,
  definition: null,
  formula: null,
  formulaSource: { document: 'plan', line: 12 },
  formulaNote: null,
  numeratorName: '甲',
  denominatorName: '乙',
  direction: 'up',
  normalRange: { kind: 'fixed', low: 90, high: null },
  cadence: 'P1Y',
  responsible: null,
  otherCaliber: null,
  source: { document: 'plan', line: 7 },
  baseline: { value: 60, asOf: null, source: { document: 'plan', line: 7 } },
};
const known = { functions: new Set(['service']), levels: new Set(['province', 'city']) };

describe('what a version may say', () => {
  test('every part of the counting rule is fixed, with its reason; no other is', () => {
    const others: Record<CountingPart, Partial<DefinitionRow>> = {
      code: { code: 'a.other' },
      kind: { kind: 'manual' },
      unit: { unit: '件' },
      scale: { scale: 2 },
      factor: { display: { decimals: 1, factor: 1 } },
      additivity: { additivity: { region: 'none', time: 'last' } },
      reportedAt: { reportedAt: ['city'] },
      keeps: { keeps: [['channel']] },
      from: { from: [{ event: 'e', num: 1 }] },
      family: { family: 'catalogue' },
      items: { items: { property: 'easy', of: {} } },
      computed: { computed: { numerator: '[t.calls]' } },
    };
    for (const part of COUNTING_PARTS) {
      expect(countingChanges(ROW, { ...ROW, ...others[part] })).toEqual([part]);
      expect(WHY_FIXED[part]).not.toBe('');
    }
    const words = withWords(ROW, { name: '另一名', decimals: '3', direction: 'down', rangeKind: 'none', cadence: 'P1M', baselineValue: '' });
    expect(countingChanges(ROW, words)).toEqual([]);
    expect(words).toMatchObject({
      name: '另一名',
      display: { decimals: 3, factor: 100 },
      direction: 'down',
      normalRange: null,
      cadence: 'P1M',
      baseline: null,
    });
    expect(countingChanges(ROW, { ...ROW, reportedAt: ['city', 'province'] })).toEqual([]);
  });

  test('a row told as texts and made of them again is the same row', () => {
    expect(wordsOf(withWords(ROW, wordsOf(ROW)))).toEqual(wordsOf(ROW));
    expect(withWords(ROW, {})).toMatchObject({
      normalRange: { kind: 'fixed', low: 90, high: null },
      baseline: { value: 60 },
      source: { document: 'plan', line: '7' },
    });
    const pattern = withWords(ROW, { rangeKind: 'pattern', rangeWeeks: '8', rangeTolerance: '0.3' });
    expect(pattern.normalRange).toEqual({ kind: 'pattern', weeks: 8, tolerance: 0.3 });
    expect(fixedFaults(countsOf(ROW), { ...countsOf(ROW), name: 'x' })).toEqual([]);
    expect(fixedFaults(countsOf(ROW), { unit: '件' })).toEqual([{ field: 'unit', fault: 'fixed' }]);
  });

  test('faults name their field', () => {
    expect(definitionFaults(wordsOf(ROW), 'ratio')).toEqual([]);
    const faulty = (over: Record<string, string>, kind = 'ratio') => definitionFaults({ ...wordsOf(ROW), ...over }, kind).map((f) => `${f.field} ${f.fault}`);
    expect(faulty({ name: ' ', sourceDocument: '' })).toEqual(['name required', 'sourceDocument required']);
    expect(faulty({ numeratorName: '' })).toEqual(['numeratorName required']);
    expect(faulty({ numeratorName: '' }, 'count')).toEqual([]);
    expect(faulty({ decimals: '1.5', cadence: '每年', direction: '' })).toEqual(['direction choice', 'decimals whole', 'cadence duration']);
    expect(faulty({ rangeLow: '九十' })).toEqual(['rangeLow number']);
    expect(faulty({ rangeHigh: '80' })).toEqual(['rangeHigh order']);
    expect(faulty({ rangeKind: 'pattern', rangeWeeks: '1', rangeTolerance: '0' })).toEqual(['rangeWeeks whole', 'rangeTolerance number']);
    expect(faulty({ baselineValue: '', baselineAsOf: '2020' })).toEqual(['baselineValue required']);
    expect(faulty({ baselineDocument: '' })).toEqual(['baselineDocument required']);
    expect(faulty({ definition: '长'.repeat(2_001) })).toEqual(['definition long']);
  });

  test('a new indicator is one that is told, and what is set is never summed over time', () => {
    const counts = {
      kind: 'manual',
      unit: '个',
      scale: '0',
      factor: '1',
      regionAdds: 'add',
      timeAdds: 'last',
      reportedAt: 'province city',
      function: 'service',
    };
    expect(countingFaults('x.new', counts, known)).toEqual([]);
    const faulty = (over: Record<string, string>, code = 'x.new') => countingFaults(code, { ...counts, ...over }, known).map((f) => `${f.field} ${f.fault}`);
    expect(faulty({ timeAdds: 'add' })).toEqual(['timeAdds choice']);
    expect(faulty({ timeAdds: 'add', kind: 'count' })).toEqual([]);
    expect(faulty({ kind: 'derived' }, '新指标')).toEqual(['code code', 'kind choice']);
    expect(faulty({ reportedAt: 'village', function: 'moon', factor: '0', unit: '' })).toEqual([
      'function choice',
      'unit required',
      'factor number',
      'reportedAt choice',
    ]);
    const row = newRow('x.new', { ...counts, ...wordsOf(ROW), name: '新' });
    expect(row).toMatchObject({ code: 'x.new', kind: 'manual', reportedAt: ['province', 'city'], from: [], keeps: [], name: '新', function: 'service' });
  });

  test('a draft that is put on a newer version keeps what its author changed, and names what both changed', () => {
    const begun = wordsOf(ROW);
    const mine = { ...begun, name: '我的名', caliber: '我的口径' };
    const newest = { ...begun, name: '他的名', responsible: '某厅' };
    const { fields, both } = putOn(begun, mine, newest);
    expect(fields).toMatchObject({ name: '我的名', caliber: '我的口径', responsible: '某厅' });
    expect(both).toEqual(['name']);
    expect(changedFields(mine, newest)).toEqual(['name', 'caliber', 'responsible']);
    expect(putOn(begun, { ...begun, name: '同' }, { ...begun, name: '同' }).both).toEqual([]);
  });
});

describe('the walk', () => {
  test('its author writes, sends and withdraws; another decides; what is decided is past', () => {
    const draft = { state: 'draft', by: 1 } as const;
    const sent = { state: 'submitted', by: 1 } as const;
    expect(['save', 'submit', 'withdraw'].map((s) => walkFault(draft, s as 'save', 1))).toEqual([null, null, null]);
    expect(['save', 'submit', 'withdraw'].map((s) => walkFault(draft, s as 'save', 2))).toEqual(['not_author', 'not_author', 'not_author']);
    expect([walkFault(draft, 'publish', 2), walkFault(sent, 'publish', 2), walkFault(sent, 'publish', 1), walkFault(sent, 'return', 1)]).toEqual([
      'state',
      null,
      'own',
      'own',
    ]);
    expect([walkFault(sent, 'save', 1), walkFault(sent, 'withdraw', 1)]).toEqual(['state', null]);
    for (const state of ['published', 'returned', 'withdrawn'] as const)
      for (const step of ['save', 'submit', 'withdraw', 'publish', 'return'] as const) expect(walkFault({ state, by: 1 }, step, 2)).toBe('state');
  });

  test('the newest version that has begun is in force', () => {
    const versions = [
      { version: 1, from: 100 },
      { version: 2, from: 500 },
      { version: 3, from: 300 },
    ];
    expect([50, 100, 299, 300, 600].map((now) => inForce(versions, now)?.version ?? null)).toEqual([null, 1, 1, 3, 3]);
    expect([50, 100, 300, 500].map((now) => nextStart(versions, now))).toEqual([100, 300, 500, null]);
  });

  test('a target tells where it is printed, also when it ends', () => {
    const told = { comparator: '>=', value: '80', document: '某通知', place: '第三条' };
    expect(targetFaults('2027', told)).toEqual([]);
    expect(targetFaults('任意24小时', { ...told, value: '80.5' })).toEqual([]);
    expect(targetFaults('2027年', { ...told, place: ' ', value: '八十' }).map((f) => f.field)).toEqual(['period', 'value', 'place']);
    expect(targetFaults('2027', { document: '某通知', place: '废止', ended: 'yes' })).toEqual([]);
    expect(targetFaults('', { ended: 'yes' }).map((f) => f.field)).toEqual(['period', 'document', 'place']);
  });
});

test('the dictionary in force is replaced as a whole in the maps that everybody holds, and a target is its own region’s', () => {
  const derived = (code: string) => ({ ...ROW, code, from: [{ event: 'e', num: 1 as const }] });
  const live = new LiveDictionary([derived('a'), derived('b')]);
  const { indicators, derivations } = live;
  const seen: string[] = [];
  for (const [code] of indicators) {
    seen.push(code);
    if (code === 'a')
      live.replace([{ ...derived('a'), name: '改' }, derived('c')], new Map([['a', 2]]), [
        { code: 'a', region: '01', comparator: '>=', value: 1, period: '2027', path: null, version: 1, from: 0, source: { document: 'd', line: '1' } },
      ]);
  }
  expect(seen).toEqual(['a', 'c']);
  expect([indicators.get('a')?.name, indicators.has('b'), derivations.get('e')?.map((d) => d.row.code)]).toEqual(['改', false, ['a', 'c']]);
  expect([live.versions.get('a'), live.versions.get('c')]).toEqual([2, undefined]);
  expect([ownTargetsOf(live, 'a', '01').length, ownTargetsOf(live, 'a', '02').length, ownTargetsOf(live, 'c', '01').length]).toEqual([1, 0, 0]);
});
