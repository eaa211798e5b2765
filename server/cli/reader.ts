import { createReader } from '../services/feed/create-reader.ts';
import { disableReader } from '../services/feed/disable-reader.ts';
import { listReaders } from '../services/feed/list-readers.ts';
import { type Command, table, text } from './command.ts';
import { listOf } from './values.ts';

export const readerCommands: Command[] = [
  {
    words: 'reader create',
    usage: 'NAME [--region ADCODE] [--indicator CODE…]',
    summary: 'makes a token that reads figures, and prints it, once',
    options: { region: { type: 'string' }, indicator: { type: 'string', multiple: true } },
    least: 1,
    most: 100,
    async run([name = '', ...more], values, io, core) {
      // --indicator a b c: what follows the first code comes as further words.
      const given = Array.isArray(values.indicator) ? values.indicator.map(String) : [];
      const { token } = await createReader(core.ctx, { name, region: text(values, 'region'), indicators: [...given.flatMap(listOf), ...more] });
      io.err(`reader ${name} made; this is its token, which is not shown again:`);
      io.out(token);
      return 0;
    },
  },
  {
    words: 'reader list',
    usage: '',
    summary: 'lists the readers',
    async run(_args, _values, io, core) {
      const rows = await listReaders(core.ctx);
      table(
        io,
        ['name', 'state', 'region', 'indicators'],
        rows.map((r) => [r.name, r.disabled ? 'disabled' : 'active', r.region, r.indicators?.join(',') ?? 'all']),
      );
      return 0;
    },
  },
  {
    words: 'reader disable',
    usage: 'NAME',
    summary: 'ends a reader',
    least: 1,
    async run([name = ''], _values, io, core) {
      await disableReader(core.ctx, name);
      io.err(`reader ${name} is off`);
      return 0;
    },
  },
];
