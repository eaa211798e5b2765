/** Checks names, lengths, unfinished work and awaits in transactions of all source files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_FOLDERS, filesBelow, finish, isProgram } from './files.mjs';
import { checkName, checkText, checkTransactions } from './source-rules.mjs';

/**
 * @param {string} root
 * @returns {{problems: string[], warnings: string[]}}
 */
export function checkSource(root) {
  const problems = [];
  const warnings = [];
  for (const path of CODE_FOLDERS.flatMap((folder) => filesBelow(root, folder))) {
    if (!/\.(ts|tsx|mjs|cjs|js|jsx|css|grit)$/.test(path) || path.startsWith('db/migrations/')) continue;
    const text = readFileSync(join(root, path), 'utf8');
    const found = checkText(path, text);
    problems.push(...checkName(path), ...found.problems);
    warnings.push(...found.warnings);
    if (/\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path)) problems.push(...checkTransactions(path, text));
  }
  return { problems, warnings };
}

if (isProgram(import.meta.url)) {
  const { problems, warnings } = checkSource(process.cwd());
  finish('source rules', problems, warnings);
}
