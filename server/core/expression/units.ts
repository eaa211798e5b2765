/** Words that say how many of a unit a rate is told of: 次/百件. */
const PER: readonly [number, string][] = [
  [1, ''],
  [10, '十'],
  [100, '百'],
  [1_000, '千'],
  [10_000, '万'],
  [100_000, '十万'],
  [1_000_000, '百万'],
  [10_000_000, '千万'],
  [100_000_000, '亿'],
];
const SHARES: Record<string, number> = { '%': 100, '‰': 1_000 };

/**
 * What is wrong with the unit of a quotient, null when nothing is. A unit that is not known (of a ratio's numerator) fits any.
 * `factor` is what the quotient is shown with.
 */
export function quotientFault(unit: string, factor: number, num: string | null, den: string | null): string | null {
  const share = SHARES[unit];
  if (share !== undefined) {
    if (num !== null && den !== null && num !== den) return `${num} ÷ ${den} is no share: its unit is ${perUnit(factor, num, den)}, not ${unit}`;
    return factor === share ? null : `${unit} is shown with the factor ${share}, not ${factor}`;
  }
  if (unitFits(unit, factor, num, den)) return null;
  const same = num !== null && num === den ? ` or %, with the factor 100` : '';
  return `unit ${unit} is not that of the quotient: expected ${perUnit(factor, num, den)}${same}`;
}

function unitFits(unit: string, factor: number, num: string | null, den: string | null): boolean {
  const slash = unit.indexOf('/');
  if (slash <= 0) return false;
  const [above, below] = [unit.slice(0, slash), unit.slice(slash + 1)];
  if (num !== null && above !== num) return false;
  const word = wordOf(factor);
  if (word === null) return false;
  if (den !== null) return below === word + den;
  // Of an unknown unit the longest word is the factor's: 百万件 is a million, not a hundred.
  const found = [...PER].reverse().find(([, text]) => below.startsWith(text));
  return below.length > word.length && found?.[1] === word;
}

const wordOf = (factor: number): string | null => PER.find(([n]) => n === factor)?.[1] ?? null;

function perUnit(factor: number, num: string | null, den: string | null): string {
  return `${num ?? 'A'}/${wordOf(factor) ?? `${factor} `}${den ?? 'B'}`;
}
