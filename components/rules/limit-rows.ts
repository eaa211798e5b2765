import { CLOCK_KINDS, type ClockKind } from '../../server/core/case/state.ts';

export type LimitRow = { readonly id: string; readonly clock: ClockKind; readonly requestType: string | null };

/** Rows of the table of limits: the handling clock of each type and of all others, then the clocks that know no types. */
export function limitRows(requestTypes: readonly string[]): LimitRow[] {
  return [
    ...[...requestTypes, null].map((requestType) => ({ id: `handling ${requestType ?? ''}`, clock: 'handling' as const, requestType })),
    ...CLOCK_KINDS.filter((clock) => clock !== 'handling').map((clock) => ({ id: clock, clock, requestType: null })),
  ];
}
