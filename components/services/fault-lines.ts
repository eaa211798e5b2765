import type { FewFaults } from '../../server/core/items/few-of-each.ts';
import type { ItemFault } from '../../server/core/items/read-items.ts';

/** Lines with the same fault, in one; `others` are lines with it that are not named. `like`: they are of the same kind alone. */
export type FaultLines = { fault: ItemFault; lines: number[]; others: number; like: boolean };

const keyOf = ({ code, field, text }: ItemFault) => JSON.stringify([code, field, text]);

/** Faults in the order of their first lines, equal ones together. */
export function faultLines({ faults, more }: FewFaults): FaultLines[] {
  const groups = new Map<string, FaultLines>();
  for (const fault of faults) {
    const group = groups.get(keyOf(fault));
    if (group) group.lines.push(fault.line);
    else groups.set(keyOf(fault), { fault, lines: [fault.line], others: 0, like: false });
  }
  const rest: FaultLines[] = [];
  for (const { lines, ...fault } of more) {
    const group = groups.get(keyOf(fault));
    if (group) group.others += lines;
    else rest.push({ fault, lines: [fault.line], others: lines - 1, like: true });
  }
  return [...groups.values(), ...rest];
}

export const faultCount = ({ faults, more }: FewFaults): number => faults.length + more.reduce((n, m) => n + m.lines, 0);
