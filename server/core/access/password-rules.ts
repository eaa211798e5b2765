import { KEY_ROWS, KNOWN_DIGITS, KNOWN_WORDS } from './known-passwords.ts';

/** Why a password is not taken. */
export type PasswordFault = 'too_short' | 'too_long' | 'unreadable' | 'own_name' | 'known' | 'used_before';

/** Characters at most: the hash takes any length, the door does not. */
export const PASSWORD_MOST = 128;
/** Earlier passwords that are not taken again, the present one among them. */
export const PASSWORDS_KEPT = 5;
/** What a password is worth at least, when everything that can be foreseen in it counts little. */
const WORTH_LEAST = 8;
const RUN_LEAST = 3;

export type PasswordRules = {
  /** Characters at least. */
  readonly minLength: number;
  /** Words that stand around the account: login, name, names of the province and its brands. */
  readonly own: readonly string[];
};

/**
 * Why `password` may not be taken, or null. Length by the policy; no classes of characters are asked for, which lead to
 * `Password1!`. A word of the account or the province, a known word, a repeated character and a walk over the keyboard
 * count as little as they cost to guess; what is left must still be worth eight characters.
 */
export function passwordFault(password: string, rules: PasswordRules): PasswordFault | null {
  const length = [...password].length;
  if (length > PASSWORD_MOST) return 'too_long';
  if (length < rules.minLength) return 'too_short';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what no keyboard types is what is looked for
  if (/[\u0000-\u001f\u007f]/.test(password) || !password.isWellFormed()) return 'unreadable';
  const plain = password.normalize('NFKC').toLowerCase();
  const own = rules.own.map((w) => w.normalize('NFKC').toLowerCase()).filter((w) => [...w].length >= 2);
  const withoutOwn = strike(plain, own);
  if (withoutOwn !== plain && worth(withoutOwn) < WORTH_LEAST) return 'own_name';
  return worth(plain) < WORTH_LEAST ? 'known' : null;
}

/** Stands for a word that was struck: worth one character, and a part of no other word. */
const STRUCK = '\u0000';

function strike(text: string, words: readonly string[]): string {
  let left = text;
  for (const word of [...words].sort((a, b) => b.length - a.length)) left = left.split(word).join(STRUCK);
  return left;
}

/** How many characters a text is worth to who guesses known words, walks, repeats and dates first. */
export function worth(text: string): number {
  const halves = text.length % 2 === 0 && text.slice(0, text.length / 2) === text.slice(text.length / 2) ? text.slice(0, text.length / 2) : text;
  const struck = strike(
    strike(
      unleet(halves),
      [...KNOWN_WORDS].filter((w) => w.length >= 4),
    ),
    KNOWN_DIGITS,
  );
  const plainStruck = strike(
    strike(
      halves,
      [...KNOWN_WORDS].filter((w) => w.length >= 4),
    ),
    KNOWN_DIGITS,
  );
  return Math.min(countWorth(struck), countWorth(plainStruck));
}

/** What stands for letters read as letters. */
function unleet(text: string): string {
  const letters: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
  return text.replace(/[013457@$!]/g, (c) => letters[c] ?? c);
}

function countWorth(text: string): number {
  const dated = text.replace(/(?:19|20)\d{2}(?:[-./]?(?:1[0-2]|0?[1-9])(?:[-./]?(?:[12]\d|3[01]|0?[1-9]))?)?/g, `${STRUCK}${STRUCK}`);
  const chars = [...dated];
  let sum = 0;
  for (let i = 0; i < chars.length; ) {
    const run = runAt(chars, i);
    sum += run >= RUN_LEAST ? 1 : run;
    i += run;
  }
  // Of one or two different characters nothing is made that is hard to guess.
  return new Set(chars).size <= 3 ? Math.min(sum, 3) : sum;
}

/** Length of the repeat or keyboard walk that begins at `i`; 1 where none does. */
function runAt(chars: readonly string[], i: number): number {
  let repeat = 1;
  while (chars[i + repeat] === chars[i]) repeat++;
  let walk = 1;
  for (const row of KEY_ROWS)
    for (const step of [1, -1]) {
      let n = 1;
      let at = row.indexOf(chars[i] as string);
      while (at >= 0 && chars[i + n] !== undefined && row[at + step] === chars[i + n]) {
        at += step;
        n++;
      }
      walk = Math.max(walk, n);
    }
  const best = Math.max(repeat, walk);
  return best >= RUN_LEAST ? best : 1;
}
