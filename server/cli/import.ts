import { basename, join, resolve } from 'node:path';
import { redactText } from '../core/privacy/redact.ts';
import { runImport } from '../ingest/import/run-import.ts';
import { SYSTEM } from '../services/access/actor.ts';
import type { AuditEntry } from '../services/audit/audit-entry.ts';
import { auditNow } from '../services/audit/write-audit.ts';
import { Invalid } from '../services/errors.ts';
import { type Command, text, UsageError } from './command.ts';
import { positiveOf } from './values.ts';

export const importCommand: Command = {
  words: 'import',
  usage: 'KIND FILE [--feed NAME] [--map MAP.json] [--shift-to now] [--speed N] [--into-demo]',
  summary: 'takes in a CSV, NDJSON or XLSX file; the same file again changes nothing',
  options: { feed: { type: 'string' }, map: { type: 'string' }, 'shift-to': { type: 'string' }, speed: { type: 'string' }, 'into-demo': { type: 'boolean' } },
  least: 2,
  async run([kind = '', file = ''], values, io, core) {
    const [shift, speed, map] = ['shift-to', 'speed', 'map'].map((name) => text(values, name));
    if (shift !== undefined && shift !== 'now') throw new UsageError(`--shift-to ${shift} is not possible: only now is`);
    if (speed !== undefined && shift === undefined) throw new UsageError('--speed goes with --shift-to now');
    if (core.env.demo && values['into-demo'] !== true)
      throw new Invalid('this is a demo: its records are simulated. Import with --into-demo, or start with DEMO=0 on another DATA_DIR');
    const note = (action: AuditEntry['action'], result: AuditEntry['result'], detail: AuditEntry['detail']) =>
      auditNow(core.ctx, SYSTEM, { action, result, object: { kind: 'file', id: redactText(basename(file)).text }, detail });
    await note('import.started', 'ok', { kind, feed: text(values, 'feed') ?? null, shifted: shift !== undefined });
    const result = await runImport(
      {
        kind,
        file: resolve(io.cwd, file),
        feed: text(values, 'feed'),
        intoDemo: core.env.demo,
        map: map === undefined ? undefined : resolve(io.cwd, map),
        replaySpeed: shift === undefined ? undefined : positiveOf('speed', speed ?? '1'),
      },
      {
        ctx: core.ctx,
        submit: core.submit,
        mappings: join(core.profilesDir, 'mappings'),
        note: (line) => io.err(line),
        feedChanged: () => core.feeds.refresh(),
        signal: io.signal,
      },
    ).catch(async (error: unknown) => {
      await note('import.ended', 'failed', { kind });
      throw error;
    });
    const { accepted, duplicate, rejected } = result;
    await note('import.ended', 'ok', { kind, accepted, duplicate, rejected });
    if (result.rejectedFile) io.err(`rejected rows and reasons: ${result.rejectedFile}`);
    io.out(`accepted ${result.accepted}, duplicate ${result.duplicate}, rejected ${result.rejected}`);
    return 0;
  },
};
