import { rotateKeys } from '../services/person/rotate-keys.ts';
import type { Command } from './command.ts';

export const keyCommand: Command = {
  words: 'key rotate',
  usage: '',
  summary: 'adds a key to KEY_FILE and wraps all personal data under it',
  async run(_args, _values, io, core) {
    const { keyId, rewrapped } = await rotateKeys(core.ctx, core.keys, (done) => io.err(`${done} records`));
    io.err('earlier keys stay in KEY_FILE for backups made before');
    io.out(`key ${keyId}, rewrapped ${rewrapped}`);
    return 0;
  },
};
