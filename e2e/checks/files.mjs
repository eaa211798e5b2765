/** The project's own files, as the checks see them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Top folders that hold code. */
export const CODE_FOLDERS = ['app', 'components', 'db', 'e2e', 'server'];

const SKIPPED = new Set(['node_modules', '.next', '.build', '.data', '.git', 'test-results', 'playwright-report']);

/**
 * All files below `folder` of `root`, as paths relative to `root` with forward slashes.
 * @param {string} root
 * @param {string} folder empty for all of the project
 * @returns {string[]}
 */
export function filesBelow(root, folder = '') {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (SKIPPED.has(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

/** Source files (TypeScript and plain modules) of all code folders. */
export function codeFiles(root) {
  return CODE_FOLDERS.flatMap((folder) => filesBelow(root, folder)).filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts'));
}

/** Whether the module of this URL is the program that was started. */
export const isProgram = (url) => url === pathToFileURL(process.argv[1] ?? '').href;

/** Prints what a check found, one line each, and ends the process by it. */
export function finish(what, problems, warnings = []) {
  for (const line of warnings) process.stdout.write(`warning: ${line}\n`);
  for (const line of problems) process.stdout.write(`${line}\n`);
  process.stdout.write(`${what}: ${problems.length === 0 ? 'ok' : `${problems.length} to fix`}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
