import type { Random } from './random.ts';

/**
 * People who cannot exist. Names are made of words that are no Chinese surname; phones are of the unissued block
 * 1990000xxxx; identity numbers have region 000000 and a wrong check digit.
 */
const FAMILY = ['示例', '演示', '虚构', '样本', '模拟', '假设'];
const GIVEN = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉'];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

export function impossibleName(r: Random): string {
  return r.pick(FAMILY) + r.pick(GIVEN) + r.pick(GIVEN);
}

export function impossiblePhone(r: Random): string {
  return `1990000${String(r.int(10_000)).padStart(4, '0')}`;
}

export function impossibleIdNumber(r: Random): string {
  const year = 1950 + r.int(55);
  const day = String((1 + r.int(12)) * 100 + 1 + r.int(28)).padStart(4, '0');
  const body = `000000${year}${day}${String(r.int(1000)).padStart(3, '0')}`;
  return body + CHECKS[(checkIndex(body) + 1 + r.int(9)) % 11];
}

/** Whether an identity number passes the check digit of GB 11643: those of the simulator must not. */
export function passesCheckDigit(idNumber: string): boolean {
  return idNumber.length === 18 && CHECKS[checkIndex(idNumber)] === idNumber[17];
}

function checkIndex(idNumber: string): number {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(idNumber[i]) * (WEIGHTS[i] as number);
  return sum % 11;
}
