import type { AccessWords } from './messages.ts';

/** What a wrong input at a step is called there. */
export type FaultPlace = 'signIn' | 'password' | 'code' | 'credential';

type Told = { name?: unknown; message?: unknown; data?: { code?: unknown } | null };

const PASSWORD = /the password is not taken: (\w+)$/;
const WAIT = /wait (\d+) s$/;

/** A refusal of the sign-in procedures in the reader's words: what is wrong, and what to do. */
export function faultText(error: unknown, place: FaultPlace, words: AccessWords): string {
  const { name, message, data } = (error ?? {}) as Told;
  const text = typeof message === 'string' ? message : '';
  const password = PASSWORD.exec(text)?.[1];
  if (password !== undefined && Object.hasOwn(words.passwordFaults, password)) return words.passwordFaults[password as keyof AccessWords['passwordFaults']];
  const wait = WAIT.exec(text)?.[1];
  switch (data?.code) {
    case 'TOO_MANY_REQUESTS':
      return wait === undefined ? words.faults.busy : words.wait(Number(wait));
    case 'SERVICE_UNAVAILABLE':
      return words.faults.busy;
    case 'UNAUTHORIZED':
      return place === 'signIn' || place === 'credential' ? words.faults[place] : words.faults.ended;
    case 'FORBIDDEN':
      return place === 'password' ? words.faults.password : words.faults.failed;
    case 'BAD_REQUEST':
      if (text.includes('no longer good')) return words.faults.offer;
      return words.faults[place];
    case 'CONFLICT':
      return words.faults.used;
    default:
      return name === 'TRPCClientError' && data == null ? words.faults.unreachable : words.faults.failed;
  }
}
