import { takesLast } from '../indicator/display.ts';
import { durationMs } from '../indicator/staleness.ts';
import { type ComputedRow, expand, refsOf, scaledTimes } from './compile.ts';
import { type Linear, linearOf, NotLinear } from './linear.ts';
import { type Node, NotAnExpression, parseExpression, type Ref } from './parse.ts';
import { quotientFault } from './units.ts';

/** What the checks of a computed row read of it and of its parts. */
export type CheckedRow = ComputedRow & {
  unit: string;
  reportedAt: readonly string[];
  direction: 'up' | 'down' | 'none';
  cadence: string;
  aliveBy: string | null;
  normalRange: { kind: 'fixed' | 'pattern' } | null;
  keeps: readonly (readonly string[])[];
  from: readonly unknown[];
};

/** `path` leads to the field that is wrong, in the row. */
export type ComputedFault = {
  kind:
    | 'expression'
    | 'unknown'
    | 'cycle'
    | 'rate'
    | 'parts'
    | 'constant'
    | 'shape'
    | 'unit'
    | 'scale'
    | 'kind'
    | 'additivity'
    | 'period'
    | 'direction'
    | 'level';
  path: readonly string[];
  message: string;
};

type Say = (kind: ComputedFault['kind'], path: readonly string[], message: string) => void;
type Dict = ReadonlyMap<string, CheckedRow>;
type Leaf = { ref: Ref; row: CheckedRow; times: Linear['terms'] extends ReadonlyMap<string, infer T> ? T : never };

const DAY = 86_400_000;

/**
 * What is wrong with a computed row, given the dictionary that it stands in (which may or may not hold it yet). Empty for
 * a row that is told, and for one that may be used. Scope and status are no matter of the dictionary: a figure is read of
 * parts of one scope and one status, and is 未报 where they have none in common.
 */
export function checkComputed(row: CheckedRow, dictionary: ReadonlyMap<string, CheckedRow>): ComputedFault[] {
  const { computed } = row;
  if (!computed) return [];
  const faults: ComputedFault[] = [];
  const say: Say = (kind, path, message) => faults.push({ kind, path, message });
  const dict: Dict = new Map(dictionary).set(row.code, row);
  checkForm(row, say);
  const sides = (['numerator', 'denominator'] as const).flatMap((name) => {
    const text = computed[name];
    return text === undefined ? [] : [{ path: ['computed', name], text }];
  });
  for (const { path, text } of sides) checkRefs(text, dict, path, say);
  if (faults.some((f) => f.path[0] === 'computed')) return faults;
  const loop = loopOf(row, dict);
  if (loop) {
    say('cycle', ['computed'], `${loop.join(' → ')} is a circle: no figure can be computed from itself`);
    return faults;
  }
  const leaves = sides.flatMap(({ path, text }) => leavesOf(row, text, dict, path, say));
  if (faults.some((f) => f.path[0] === 'computed')) return faults;
  checkUnits(row, dict, say);
  checkSums(row, leaves, say);
  return faults;
}

/** What a computed row may not have, since nothing is told of it. */
function checkForm(row: CheckedRow, say: Say): void {
  const ratio = row.computed?.denominator !== undefined;
  if (row.from.length > 0) say('shape', ['from'], 'a computed figure takes no events: from is empty');
  if (row.keeps.length > 0) say('shape', ['keeps'], 'a computed figure is not kept by dimensions: keeps is empty');
  if (row.aliveBy !== null) say('shape', ['aliveBy'], 'a computed figure is as fresh as its stalest part: aliveBy is null');
  if (row.normalRange?.kind === 'pattern') say('shape', ['normalRange'], 'a pattern looks at hours that are told; a computed figure has a fixed range or none');
  if (ratio && row.kind !== 'ratio') say('kind', ['kind'], `a figure with a denominator is a ratio, not a ${row.kind}`);
  if (!ratio && row.kind === 'ratio') say('kind', ['computed'], 'a ratio has a denominator: a quotient of sums, not a sum of rates');
  if (row.kind === 'manual') say('kind', ['kind'], 'a manual figure is told, not computed');
}

function checkRefs(text: string, dict: Dict, path: readonly string[], say: Say): void {
  const refs = readRefs(text, path, say);
  if (refs?.length === 0) say('constant', path, 'the expression names no indicator');
  for (const ref of refs ?? []) {
    const part = dict.get(ref.code);
    if (!part) say('unknown', path, `indicator ${ref.code} is not in the dictionary`);
    else if (ref.side === 'whole' && part.kind === 'ratio')
      say('rate', path, `${ref.code} is a rate, and rates are never added: name its parts, num([${ref.code}]) or den([${ref.code}])`);
    else if (ref.side !== 'whole' && part.kind !== 'ratio') say('parts', path, `${ref.code} is no ratio and has no ${ref.side}: write [${ref.code}]`);
    else if (ref.side !== 'whole' && part.additivity.region !== 'add')
      say('parts', path, `${ref.code} may be told as a rate without its parts, so that ${ref.side}([${ref.code}]) is no figure`);
  }
}

/** The figures that a text names, and null with a fault where it is no sum of figures. */
function readRefs(text: string, path: readonly string[], say: Say): Ref[] | null {
  try {
    const linear = linearOf(parseExpression(text));
    if (linear.terms.size > 0 && linear.constant.p !== 0)
      say('constant', path, 'a bare number is no figure: it would be added once a region and once a period');
    return [...linear.terms.values()].map(({ ref }) => ref);
  } catch (error) {
    if (error instanceof NotAnExpression) say('expression', path, `${error.message} (character ${error.at})`);
    else if (error instanceof NotLinear) say(error.why === 'product' || error.why === 'quotient' ? 'additivity' : 'expression', path, error.message);
    else throw error;
    return null;
  }
}

function loopOf(row: CheckedRow, dict: Dict): string[] | null {
  const walk = (code: string, path: readonly string[]): string[] | null => {
    if (path.includes(code)) return [...path.slice(path.indexOf(code)), code];
    const at = dict.get(code);
    for (const ref of at ? quietRefs(at) : []) {
      const found = walk(ref.code, [...path, code]);
      if (found) return found;
    }
    return null;
  };
  return walk(row.code, []);
}

/** Of another row whose own faults are told where it stands. */
function quietRefs(row: CheckedRow): Ref[] {
  try {
    return refsOf(row);
  } catch {
    return [];
  }
}

function leavesOf(row: CheckedRow, text: string, dict: Dict, path: readonly string[], say: Say): Leaf[] {
  let linear: Linear;
  try {
    linear = expand(text, dict, [row.code]);
  } catch (error) {
    say('parts', path, `a part cannot be computed: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
  return [...linear.terms.values()].map((times) => {
    const leaf = dict.get(times.ref.code) as CheckedRow;
    if (scaledTimes(times.times, row, leaf) === null) {
      const least = leastScale(times.times, row, leaf);
      say(
        'scale',
        ['scale'],
        `scale ${row.scale} does not hold the parts exactly (${leaf.code} has ${leaf.scale})${least === null ? '' : `: it takes ${least}`}`,
      );
    }
    return { ref: times.ref, row: leaf, times };
  });
}

function leastScale(times: { p: number; q: number }, row: CheckedRow, leaf: CheckedRow): number | null {
  for (let scale = row.scale + 1; scale <= 6; scale++) if (scaledTimes(times, { scale }, leaf) !== null) return scale;
  return null;
}

/** The unit of a sum; null when it is not known, undefined when its parts have several (which is said). */
function unitOf(node: Node, dict: Dict, path: readonly string[], say: Say): string | null | undefined {
  if (node.kind === 'number') return null;
  if (node.kind === 'ref') return refUnit(node, dict);
  const [left, right] = [unitOf(node.left, dict, path, say), unitOf(node.right, dict, path, say)];
  if (left === undefined || right === undefined) return undefined;
  if (node.op === '×' || node.op === '÷' || left === null || right === null || left === right) return left ?? right;
  say('unit', path, `${left} and ${right} are different units: ${node.op === '+' ? 'they are never added' : 'none is taken from the other'}`);
  return undefined;
}

/** Of a ratio's parts the dictionary names no unit; those of a computed ratio are its expressions'. */
function refUnit(ref: Ref, dict: Dict): string | null | undefined {
  const row = dict.get(ref.code);
  if (ref.side === 'whole') return row?.unit ?? null;
  const text = ref.side === 'num' ? row?.computed?.numerator : row?.computed?.denominator;
  return text === undefined ? null : unitOf(parseExpression(text), dict, [], () => {});
}

function checkUnits(row: CheckedRow, dict: Dict, say: Say): void {
  const { numerator, denominator } = row.computed as NonNullable<CheckedRow['computed']>;
  const num = unitOf(parseExpression(numerator), dict, ['computed', 'numerator'], say);
  if (denominator === undefined) {
    if (num !== null && num !== undefined && num !== row.unit) say('unit', ['unit'], `unit ${row.unit} is not that of the sum, ${num}`);
    return;
  }
  const den = unitOf(parseExpression(denominator), dict, ['computed', 'denominator'], say);
  if (num === undefined || den === undefined) return;
  const fault = quotientFault(row.unit, row.display.factor, num, den);
  if (fault) say('unit', ['unit'], fault);
}

function checkSums(row: CheckedRow, leaves: readonly Leaf[], say: Say): void {
  const alone = leaves.find((l) => l.row.additivity.region !== 'add');
  const region = alone ? 'none' : 'add';
  if (row.additivity.region !== region) {
    const why = alone ? `${alone.row.code} does not add over regions, and so neither does this` : 'all parts add over regions, and so does this';
    say('additivity', ['additivity', 'region'], `${why}: additivity over regions is ${region}, not ${row.additivity.region}`);
  }
  const newest = leaves.filter((l) => takesLast(l.row));
  const first = newest[0];
  if (first && newest.length < leaves.length) {
    const other = leaves.find((l) => !takesLast(l.row)) as Leaf;
    say('additivity', ['computed'], `${first.row.code} is the newest value of a period and ${other.row.code} a sum over it: they are never put together`);
  } else if ((row.additivity.time === 'add') !== (first === undefined)) {
    const why = first ? `${first.row.code} is a newest value and adds up to nothing over time` : 'all parts add over time';
    say('additivity', ['additivity', 'time'], `${why}: additivity over time is ${first ? 'last or none' : 'add'}, not ${row.additivity.time}`);
  }
  checkKind(row, leaves, say);
  checkPeriods(row, leaves, say);
  checkDirection(row, leaves, say);
  for (const level of row.reportedAt) {
    const missing = leaves.find((l) => !l.row.reportedAt.includes(level));
    if (missing) say('level', ['reportedAt'], `${missing.row.code} is not reported at ${level}: only levels at which all parts are reported`);
  }
}

function checkKind(row: CheckedRow, leaves: readonly Leaf[], say: Say): void {
  if (row.kind === 'ratio' || row.kind === 'manual') return;
  const kinds = leaves.some((l) => takesLast(l.row))
    ? ['gauge']
    : leaves.some((l) => l.row.kind === 'sum' || l.times.times.q !== 1)
      ? ['sum']
      : ['count', 'sum'];
  if (!kinds.includes(row.kind)) say('kind', ['kind'], `what is computed of these parts is a ${kinds.join(' or ')}, not a ${row.kind}`);
}

/** How often a part is told: events minute by minute, observations by their cadence. Slots of different lengths make no pair. */
function checkPeriods(row: CheckedRow, leaves: readonly Leaf[], say: Say): void {
  const slot = (l: Leaf) => (l.row.from.length > 0 || durationMs(l.row.cadence) < DAY ? 0 : durationMs(l.row.cadence));
  const [first] = leaves;
  const other = first && leaves.find((l) => slot(l) !== slot(first));
  if (first && other)
    say(
      'period',
      ['computed'],
      `${first.row.code} is told each ${first.row.cadence} and ${other.row.code} each ${other.row.cadence}: their periods do not fit`,
    );
  const slowest = leaves.reduce((a, l) => (durationMs(l.row.cadence) > durationMs(a) ? l.row.cadence : a), first?.row.cadence ?? row.cadence);
  if (durationMs(row.cadence) !== durationMs(slowest)) say('period', ['cadence'], `cadence ${row.cadence} is not that of the slowest part, ${slowest}`);
}

/** A sum of what should fall does not rise to the good. Of a quotient the parts say nothing. */
function checkDirection(row: CheckedRow, leaves: readonly Leaf[], say: Say): void {
  if (row.kind === 'ratio' || row.direction === 'none') return;
  const turned = { up: 'down', down: 'up', none: 'none' } as const;
  const ways = new Set(leaves.map((l) => (l.times.times.p < 0 ? turned[l.row.direction] : l.row.direction)));
  const [way] = ways;
  if (ways.size === 1 && way !== 'none' && way !== row.direction) say('direction', ['direction'], `all parts say ${way}, this says ${row.direction}`);
}
