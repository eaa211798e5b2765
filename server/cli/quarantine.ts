import { dropHeld } from '../services/quarantine/drop.ts';
import { listQuarantine, type QuarantineFilter } from '../services/quarantine/list.ts';
import { replay, replayWaiting } from '../services/quarantine/replay.ts';
import { type Command, table, text, UsageError, type Values } from './command.ts';
import type { CoreForCli } from './core-port.ts';
import { idsOf, wholeOf } from './values.ts';

const PAGE = 1_000;
const FILTER = { feed: { type: 'string' }, code: { type: 'string' } } as const;

export const quarantineCommands: Command[] = [
  {
    words: 'quarantine list',
    usage: '[--feed NAME] [--code CODE] [--limit N] [--before ID]',
    summary: 'lists refused events, redacted, newest first',
    options: { ...FILTER, limit: { type: 'string' }, before: { type: 'string' } },
    async run(_args, values, io, core) {
      const before = text(values, 'before');
      const filter = {
        ...filterOf(values),
        limit: wholeOf('limit', text(values, 'limit') ?? '100'),
        before: before === undefined ? undefined : wholeOf('before', before),
      };
      const rows = await listQuarantine(core.ctx, filter);
      table(
        io,
        ['id', 'got', 'feed', 'code', 'message', 'waits_for', 'event'],
        rows.map((r) => [
          r.id,
          new Date(r.got).toISOString(),
          r.feedName,
          r.code,
          r.message,
          r.waits ? `${r.waits.source} ${r.waits.id}` : '',
          JSON.stringify(r.event),
        ]),
      );
      return 0;
    },
  },
  {
    words: 'quarantine replay',
    usage: 'ID… | --all [--feed NAME] [--code CODE] | --waiting',
    summary: 'sends refused events in again, whole',
    options: { ...FILTER, all: { type: 'boolean' }, waiting: { type: 'boolean' } },
    most: 1_000,
    async run(args, values, io, core) {
      if (values.waiting === true) {
        const { replayed, held } = await replayWaiting(core.ctx, core.keys, core.submit);
        io.out(`replayed ${replayed}, held ${held}`);
        return 0;
      }
      const ids = await chosen(args, values, core);
      const { replayed, held } = await replay(core.ctx, core.keys, core.submit, ids);
      io.out(`replayed ${replayed}, held ${held}`);
      return 0;
    },
  },
  {
    words: 'quarantine drop',
    usage: 'ID… | --all [--feed NAME] [--code CODE]',
    summary: 'gives up refused events and destroys their originals',
    options: { ...FILTER, all: { type: 'boolean' } },
    most: 1_000,
    async run(args, values, io, core) {
      io.out(`dropped ${await dropHeld(core.ctx, await chosen(args, values, core))}`);
      return 0;
    },
  },
];

const filterOf = (values: Values): QuarantineFilter => ({ feed: text(values, 'feed'), code: text(values, 'code') });

async function chosen(args: string[], values: Values, core: CoreForCli): Promise<number[]> {
  if (args.length > 0) return idsOf(args);
  if (values.all !== true) throw new UsageError('name the ids, or --all');
  const ids: number[] = [];
  for (let before: number | undefined; ; ) {
    const page = await listQuarantine(core.ctx, { ...filterOf(values), before, limit: PAGE });
    ids.push(...page.map((row) => row.id));
    before = page.at(-1)?.id;
    if (page.length < PAGE) return ids;
  }
}
