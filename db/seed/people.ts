import { type RandomNumbers, randomInt, randomOf } from './random.ts';

export type Person = { name: string; phone: string; idNumber: string };

const FAMILY = ['示例', '演示', '虚构', '样本'];
const GIVEN = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** The right check digit (GB 11643) of the first 17 digits. */
export function checkDigit(first17: string): string {
  const sum = WEIGHTS.reduce((s, w, i) => s + w * Number(first17[i]), 0);
  return CHECKS[sum % 11] as string;
}

/** A person who cannot exist: no such surname, an unissued number block, region 000000 and a wrong check digit. */
export function makePerson(random: RandomNumbers): Person {
  const two = (n: number): string => String(n).padStart(2, '0');
  const first17 = `000000${1950 + randomInt(random, 55)}${two(1 + randomInt(random, 12))}${two(1 + randomInt(random, 28))}${String(randomInt(random, 1000)).padStart(3, '0')}`;
  const right = CHECKS.indexOf(checkDigit(first17));
  return {
    name: randomOf(random, FAMILY) + randomOf(random, GIVEN) + randomOf(random, GIVEN),
    phone: `1990000${String(randomInt(random, 10_000)).padStart(4, '0')}`,
    idNumber: first17 + (CHECKS[(right + 1 + randomInt(random, 9)) % 11] as string),
  };
}
