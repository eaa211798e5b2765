import { eraseTicket } from '../services/person/erase-ticket.ts';
import { type Command, text, UsageError } from './command.ts';

export const eraseCommand: Command = {
  words: 'erase',
  usage: 'TICKET --reason TEXT',
  summary: "destroys the keys of a ticket's personal data; every figure stays",
  options: { reason: { type: 'string' } },
  least: 1,
  async run([no = ''], values, io, core) {
    const reason = text(values, 'reason');
    if (!reason) throw new UsageError('--reason is missing');
    const { erased } = await eraseTicket(core.ctx, core.keys, no, reason);
    io.out(`erased ${erased}`);
    return 0;
  },
};
