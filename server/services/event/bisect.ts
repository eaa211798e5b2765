import type { Ctx } from '../context.ts';
import type { GroupItem } from './group-item.ts';
import { ensurePartitions, forgetPartitions } from './partitions.ts';

const NO_PARTITION = '23514';

/**
 * Runs the whole; when the database refuses a value of it, halves it until the bad event stands alone. A partition that
 * was dropped meanwhile is made again first.
 */
export async function bisect(job: { ctx: Ctx }, items: GroupItem[], run: (part: GroupItem[]) => Promise<void>): Promise<void> {
  if (items.length === 0) return;
  try {
    try {
      await run(items);
    } catch (error) {
      if (codeOf(error) !== NO_PARTITION) throw error;
      forgetPartitions(job.ctx.db);
      await ensurePartitions(
        job.ctx.db,
        job.ctx.db.lane('ingest'),
        items.map((i) => i.at),
      );
      await run(items);
    }
  } catch (error) {
    if (!/^2[23]/.test(codeOf(error))) throw error;
    if (items.length === 1) {
      (items[0] as GroupItem).fate = { kind: 'refused', code: 'invalid', message: `the store refuses this event (${codeOf(error)})` };
      return;
    }
    const half = items.length >> 1;
    await bisect(job, items.slice(0, half), run);
    await bisect(job, items.slice(half), run);
  }
}

const codeOf = (error: unknown) => (error as { code?: string | null }).code ?? '';
