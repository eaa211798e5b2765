/**
 * Expressions over indicators: `+ - * /` (also `− × ÷`), parentheses, numbers, `[code]` for a figure and `num([code])`,
 * `den([code])` for the parts of a ratio. Codes stand in brackets, since they hold dots and dashes.
 */
export type Side = 'whole' | 'num' | 'den';
export type Ref = { code: string; side: Side };
export type Token = { kind: 'op'; text: '+' | '−' | '×' | '÷' | '(' | ')' } | { kind: 'number'; text: string } | ({ kind: 'ref' } & Ref);
export type Node = { kind: 'number'; text: string } | ({ kind: 'ref' } & Ref) | { kind: 'op'; op: '+' | '−' | '×' | '÷'; left: Node; right: Node };

/** A text that is no expression: `at` is the character, from 1. */
export class NotAnExpression extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const OPERATORS: Record<string, Extract<Token, { kind: 'op' }>['text']> = {
  '+': '+',
  '-': '−',
  '−': '−',
  '*': '×',
  '×': '×',
  '/': '÷',
  '÷': '÷',
  '(': '(',
  ')': ')',
};
const NUMBER = /^\d+(\.\d+)?/;
const WHOLE = /^\[([^[\]]+)\]/;
const PART = /^(num|den)\s*\(\s*\[([^[\]]+)\]\s*\)/;
/** Deeper or longer ones are mistakes, and would be a way to keep a server busy. */
const LONGEST = 1_000;
const DEEPEST = 50;

/** @throws NotAnExpression */
export function tokensOf(text: string): Token[] {
  return read(text).map(({ token }) => token);
}

/** @throws NotAnExpression */
export function parseExpression(text: string): Node {
  const tokens = read(text);
  const end = text.length + 1;
  let i = 0;
  let depth = 0;
  const opIs = (...ops: string[]) => {
    const token = tokens[i]?.token;
    return token?.kind === 'op' && ops.includes(token.text) ? token.text : null;
  };
  const chain = (ops: string[], next: () => Node): Node => {
    let left = next();
    for (let op = opIs(...ops); op !== null; op = opIs(...ops)) {
      i += 1;
      left = { kind: 'op', op: op as '+', left, right: next() };
    }
    return left;
  };
  const sum = (): Node => chain(['+', '−'], product);
  const product = (): Node => chain(['×', '÷'], single);
  const single = (): Node => {
    const found = tokens[i];
    if (!found) throw new NotAnExpression('the expression ends where a figure or a number is expected', end);
    i += 1;
    if (found.token.kind !== 'op') return found.token;
    if (found.token.text !== '(') throw new NotAnExpression(`${found.token.text} stands where a figure or a number is expected`, found.at);
    depth += 1;
    if (depth > DEEPEST) throw new NotAnExpression(`more than ${DEEPEST} parentheses are open`, found.at);
    const inner = sum();
    if (opIs(')') === null) throw new NotAnExpression('a parenthesis is not closed', tokens[i]?.at ?? end);
    i += 1;
    depth -= 1;
    return inner;
  };
  const whole = sum();
  const left = tokens[i];
  if (left) throw new NotAnExpression('an operator is expected', left.at);
  return whole;
}

function read(text: string): { token: Token; at: number }[] {
  if (text.length > LONGEST) throw new NotAnExpression(`an expression has at most ${LONGEST} characters`, LONGEST + 1);
  const out: { token: Token; at: number }[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const { token, length } = nextToken(rest, at + 1);
    out.push({ token, at: at + 1 });
    at += length;
  }
  return out;
}

function nextToken(rest: string, at: number): { token: Token; length: number } {
  const op = OPERATORS[rest[0] as string];
  if (op) return { token: { kind: 'op', text: op }, length: 1 };
  const number = NUMBER.exec(rest);
  if (number) return { token: { kind: 'number', text: number[0] }, length: number[0].length };
  const whole = WHOLE.exec(rest);
  if (whole) return { token: { kind: 'ref', code: whole[1] as string, side: 'whole' }, length: whole[0].length };
  const part = PART.exec(rest);
  if (part) return { token: { kind: 'ref', code: part[2] as string, side: part[1] as 'num' | 'den' }, length: part[0].length };
  throw new NotAnExpression(`“${rest.slice(0, 12)}” is no number, no [code] and no num([code]) or den([code])`, at);
}
