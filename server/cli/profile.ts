import { join, resolve } from 'node:path';
import { checkProfile } from '../profile/load.ts';
import type { Command } from './command.ts';

export const profileCommand: Command = {
  words: 'profile check',
  usage: 'FOLDER',
  summary: 'names every error of a profile with file and line',
  offline: true,
  least: 1,
  async run([folder = ''], _values, io) {
    const problems = checkProfile(resolve(io.cwd, folder));
    for (const { file, line, message } of problems) io.out(`${join(folder, file)}:${line}: ${message}`);
    if (problems.length === 0) io.err(`${folder} is in order`);
    return problems.length === 0 ? 0 : 1;
  },
};
