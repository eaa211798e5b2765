import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { countiesFile } from '../services/boundary/counties-file.ts';
import { Invalid } from '../services/errors.ts';
import { checkBoundaries, DATUMS } from './check-boundaries.ts';
import { type Command, text, UsageError } from './command.ts';

export const boundaryCommand: Command = {
  words: 'boundary import',
  usage: `FILE.geojson [--datum ${DATUMS.join('|')}] [--approval NUMBER]`,
  summary: 'takes official county boundaries; the map then draws them instead of tiles',
  options: { datum: { type: 'string' }, approval: { type: 'string' } },
  least: 1,
  async run([file = ''], values, io, core) {
    const datum = text(values, 'datum') ?? 'unstated';
    if (!DATUMS.includes(datum)) throw new UsageError(`--datum ${datum} is not one of ${DATUMS.join(', ')}`);
    const path = resolve(io.cwd, file);
    let json: unknown;
    try {
      json = JSON.parse(await readFile(path, 'utf8'));
    } catch (error) {
      throw new Invalid(`${file} cannot be read: ${(error as Error).message}`);
    }
    const { features, problems } = checkBoundaries(json, core.ctx.catalog.tree, core.ctx.catalog.regionName);
    if (problems.length > 0) {
      for (const problem of problems) io.err(problem);
      return 1;
    }
    const target = countiesFile(core.env.dataDir, core.ctx.catalog.id);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const content = { type: 'FeatureCollection', datum, approvalNumber: text(values, 'approval') ?? null, source: basename(path), features };
    await writeFile(`${target}.new`, JSON.stringify(content));
    await rename(`${target}.new`, target);
    io.out(`${features.length} boundaries`);
    return 0;
  },
};
