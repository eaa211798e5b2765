import { SYSTEM } from '../services/access/actor.ts';
import { acceptHeads } from '../services/audit/accept-heads.ts';
import { verifyFor } from '../services/audit/verification.ts';
import type { AuditFault, AuditReport } from '../wire/audit.ts';
import { type Command, type Io, text, UsageError } from './command.ts';

const iso = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());

/** One line that names what is broken and since when. */
export function faultLine({ kind, seq, id, at }: AuditFault): string {
  const row = `row ${seq}${id === null ? '' : ` (id ${id}, ${iso(at)})`}`;
  const lines: Record<AuditFault['kind'], string> = {
    row: `${row} was altered: its digest is not that of its fields`,
    link: `${row} does not follow from the row before: its hash, id or number was altered`,
    gap: `rows are missing from number ${seq} on${at === null ? '' : `, before id ${id} of ${iso(at)}`}`,
    head: `the head of the chain is not the hash of row ${seq}`,
    beyond: `${row} stands outside of the chain: above its head, or where the retention took rows away`,
    heads_missing: `the file of heads is missing; the chain has ${seq} rows that it does not prove`,
    heads_altered: `line ${seq} of the file of heads was altered, or the line before it was taken away`,
    heads_began: `the file of heads was missing and began again at row ${seq}, ${iso(at)}: audit anchor --reason TEXT accepts it`,
    heads_ahead: `row ${seq}, sealed by ${iso(at)}, is gone, and the head with it`,
    heads_differ: `row ${seq} is not the one that was sealed by ${iso(at)}`,
    heads_broken: `at ${iso(at)} the chain no longer held the head that had been written before`,
    tail: `row with id ${id} of ${iso(at)} waits unsealed for more than a minute: no server seals`,
  };
  return lines[kind];
}

function tell(report: AuditReport, io: Io): void {
  for (const fault of report.faults) io.out(faultLine(fault));
  if (report.faultCount > report.faults.length) io.out(`and ${report.faultCount - report.faults.length} more`);
  const { heads, tail } = report;
  io.out(`checked ${report.rows} rows, ${report.floorSeq + 1} to ${report.head.seq}, head ${report.head.hash.slice(0, 16)} of ${iso(report.head.at)}`);
  io.out(`heads ${heads.state}, ${heads.lines} lines${heads.last ? `, last row ${heads.last.seq} of ${iso(heads.last.at)}` : ''}`);
  io.out(`unsealed ${tail.rows}${tail.ageMs === null ? '' : `, the oldest for ${(tail.ageMs / 1000).toFixed(1)} s`}`);
  io.out(report.faultCount === 0 ? 'the audit is whole' : `faults ${report.faultCount}`);
}

export const auditCommands: readonly Command[] = [
  {
    words: 'audit verify',
    usage: '',
    summary: 'recomputes the chain of the audit, compares its signed heads, and names the first broken row',
    async run(_args, _values, io, core) {
      let told = 0;
      const onProgress = (done: number, of: number) => {
        const tenth = Math.floor((10 * done) / of);
        if (tenth > told) io.err(`${done} of ${of}`);
        told = tenth;
      };
      const report = await verifyFor(core.ctx, core.heads, SYSTEM, { onProgress, stop: () => io.signal.aborted });
      tell(report, io);
      return report.faultCount === 0 ? 0 : 1;
    },
  },
  {
    words: 'audit anchor',
    usage: '--reason TEXT',
    summary: 'begins the file of signed heads again after it was lost or altered and looked into; the former stays beside it',
    options: { reason: { type: 'string' } },
    async run(_args, values, io, core) {
      const reason = text(values, 'reason');
      if (!reason) throw new UsageError('--reason is missing');
      const { seq } = await acceptHeads(core.ctx, core.heads, SYSTEM, reason);
      io.out(`the file of heads begins at row ${seq}`);
      return 0;
    },
  },
];
