import type { Cell } from '../../core/case/tally.ts';
import type { AppraisalPart, AppraisalTickets } from '../../wire/appraisal.ts';
import type { DeskRow } from '../../wire/desk.ts';
import type { Scope } from '../access/require-scope.ts';
import { deskRows } from '../case/desk-rows.ts';
import type { CaseCtx } from '../context.ts';
import { heldCells, keyOf } from './appraisal-table.ts';

const PAGE = 100;

export type TicketsBehind = {
  /** False while the period is being counted: ask again. */
  ready: boolean;
  rows: DeskRow[];
  /** Different tickets behind the number. */
  total: number;
  /** Of this page, not the reader's to see: handed on since to somebody else. */
  hidden: number;
  next: number | null;
};

/**
 * The tickets behind one number of the appraisal, the newest first; each once, however often it was counted.
 * @param scope of appraisal.read; `readScope` of ticket.read, null for who reads no ticket
 * @throws OutOfScope, Invalid
 */
export async function appraisalTickets(ctx: CaseCtx, scope: Scope, readScope: Scope | null, query: AppraisalTickets): Promise<TicketsBehind> {
  const held = await heldCells(ctx, scope, query);
  if (held.state !== 'ready') return { ready: false, rows: [], total: 0, hidden: 0, next: null };
  const { key, part, offset } = query;
  const cells = key === undefined ? held.cells : held.cells.filter((cell) => keyOf(ctx, cell, query) === (key ?? ''));
  const ids = [...new Set(cells.flatMap((cell) => idsOf(cell, part)))].sort((a, b) => b - a);
  const page = ids.slice(offset, offset + PAGE);
  const rows = readScope ? await deskRows(ctx, readScope, page) : [];
  const at = new Map(page.map((id, i) => [id, i]));
  rows.sort((a, b) => (at.get(a.id) ?? 0) - (at.get(b.id) ?? 0));
  const next = offset + PAGE < ids.length ? offset + PAGE : null;
  return { ready: true, rows, total: ids.length, hidden: page.length - rows.length, next };
}

function idsOf(cell: Cell, part: AppraisalPart): readonly number[] {
  switch (part.of) {
    case 'measure': {
      const found = cell.counted.get(part.measure);
      if (!found) return [];
      if (part.part !== 'left') return found[part.part];
      return part.reason === undefined ? Object.values(found.left).flat() : (found.left[part.reason] ?? []);
    }
    case 'band':
      return cell.bands.get(part.band) ?? [];
    case 'watch':
      return cell.watch.get(part.watch) ?? [];
    case 'handled':
      return cell.handled.map((h) => h.id);
  }
}
