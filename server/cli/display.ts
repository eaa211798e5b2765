import { SYSTEM } from '../services/access/actor.ts';
import { createDisplay } from '../services/access/create-display.ts';
import { listDisplays } from '../services/access/list-displays.ts';
import { systemScope } from '../services/access/require-scope.ts';
import { revokeDisplay } from '../services/access/revoke-display.ts';
import { NotFound } from '../services/errors.ts';
import { type Command, table, text } from './command.ts';

const string = { type: 'string' } as const;

export const displayCommands: Command[] = [
  {
    words: 'display create',
    usage: 'NAME [--topic ID] [--region ADCODE]',
    summary: 'makes the credential of a wall, which shows one topic and no personal data, and prints it, once',
    options: { topic: string, region: string },
    least: 1,
    async run([name = ''], values, io, core) {
      const region = text(values, 'region') ?? core.ctx.catalog.tree.root;
      const { topics } = core.profile;
      const [wall] = topics.filter((t) => t.kind === 'wall').sort((a, b) => a.order - b.order);
      const topic = text(values, 'topic') ?? wall?.id ?? '';
      const { token } = await createDisplay(core.ctx, SYSTEM, { name, topic, region }, new Set(topics.map((t) => t.id)));
      io.err(`display ${name} made; this is its credential, not shown again, to be given once at /login?display:`);
      io.out(token);
      return 0;
    },
  },
  {
    words: 'display list',
    usage: '',
    summary: 'lists the displays',
    async run(_args, _values, io, core) {
      const { ctx } = core;
      const iso = (ms: number | null) => (ms === null ? '' : new Date(ms).toISOString());
      const rows = await listDisplays(ctx, systemScope(ctx.catalog.tree));
      table(
        io,
        ['name', 'topic', 'region', 'state', 'open', 'seen'],
        rows.map((d) => [d.name, d.topic, d.region, d.revokedAt === null ? 'active' : 'revoked', d.sessions, iso(d.seenAt)]),
      );
      return 0;
    },
  },
  {
    words: 'display revoke',
    usage: 'NAME',
    summary: 'ends a display and its open walls',
    least: 1,
    async run([name = ''], _values, io, core) {
      const { ctx } = core;
      const display = (await listDisplays(ctx, systemScope(ctx.catalog.tree))).find((d) => d.name === name);
      if (!display) throw new NotFound(`there is no display ${name}`);
      await revokeDisplay(ctx, SYSTEM, display.id);
      io.err(`display ${name} is revoked`);
      return 0;
    },
  },
];
