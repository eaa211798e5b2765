// Fetches a published npm package into a temporary folder, so that a maker script needs no dependency of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Downloads and unpacks one package at an exact version.
 * @param {string} spec for example `echarts@4.9.0`
 * @returns {string} the unpacked package folder
 */
export function packedFolder(spec) {
  const folder = mkdtempSync(join(tmpdir(), 'profile-tools-'));
  execFileSync(NPM, ['pack', spec, '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack ${spec} left no archive`);
  execFileSync('tar', ['xzf', archive], { cwd: folder });
  return join(folder, 'package');
}

/**
 * Installs packages with their dependencies into a temporary folder and returns a `require` bound to it.
 * @param {string[]} specs exact versions
 */
export function temporaryRequire(specs) {
  const folder = mkdtempSync(join(tmpdir(), 'profile-tools-'));
  execFileSync(NPM, ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--silent', ...specs], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return createRequire(join(folder, 'index.js'));
}
