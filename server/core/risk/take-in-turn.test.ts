import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeInTurn } from './take-in-turn.ts';
import { RISK_CHECKS, RISK_HEADS, type RiskCheck, type RiskHead } from './terms.ts';

const finding = (head: RiskHead, zone: string, subject: string, check: RiskCheck = 'price', severity: 1 | 2 | 3 | 4 = 3) => ({
  ...{ head, check, subject, severity, of: { zone } },
});
const names = (list: readonly { subject: string }[]) => list.map((f) => f.subject);
const flood = Array.from({ length: 200 }, (_, i) => finding('compliance', 'shantou', `p${String(i).padStart(3, '0')}`));

test('one anomaly of many findings leaves room for every other head, zone and check', () => {
  const others = [
    finding('market', 'zhongshan', 'returns', 'returns'),
    finding('compliance', 'dongguan', 'mismatch', 'mismatch'),
    finding('compliance', 'shantou', 'own mismatch', 'mismatch'),
    finding('country', 'zhuhai', 'shift', 'shift', 4),
  ];
  const { taken, held } = takeInTurn([...flood, ...others], 50);
  expect(taken).toHaveLength(50);
  expect(names(taken)).toEqual(expect.arrayContaining(names(others)));
  expect(held).toHaveLength(154);
  expect(names(takeInTurn([...flood, ...others], 6).taken).sort()).toEqual(['mismatch', 'own mismatch', 'p000', 'p001', 'returns', 'shift']);
});

test('each turn begins with the gravest, and so does each zone', () => {
  const list = [finding('credit', 'a', 'a4', 'mismatch', 4), finding('credit', 'a', 'a1', 'mismatch', 1), finding('market', 'b', 'b2', 'returns', 2)];
  expect(names(takeInTurn(list, 3).taken)).toEqual(['a1', 'b2', 'a4']);
});

test('whatever was found: nothing is lost or doubled, the order of finding decides nothing, and no head waits while another has a second turn', () => {
  const any = fc.uniqueArray(
    fc
      .record({
        head: fc.constantFrom(...RISK_HEADS),
        zone: fc.constantFrom('a', 'b', 'c'),
        check: fc.constantFrom(...RISK_CHECKS),
        n: fc.nat(50),
        severity: fc.constantFrom(1, 2, 3, 4),
      })
      .map(({ head, zone, check, n, severity }) => finding(head, zone, `${head} ${zone} ${check} ${n}`, check, severity as 1 | 2 | 3 | 4)),
    { selector: (f) => f.subject, maxLength: 80 },
  );
  fc.assert(
    fc.property(any, fc.nat(60), (list, most) => {
      const { taken, held } = takeInTurn(list, most);
      expect(names([...taken, ...held]).sort()).toEqual(names(list).sort());
      expect(taken).toHaveLength(Math.min(most, list.length));
      expect(names(takeInTurn(list.toReversed(), most).taken)).toEqual(names(taken));
      const many = (head: RiskHead) => taken.filter((f) => f.head === head).length;
      for (const { head } of held) for (const other of RISK_HEADS) expect(many(other)).toBeLessThanOrEqual(many(head) + 1);
    }),
    { seed: 4713, numRuns: 200 },
  );
});
