/** Checks who imports whom, twice: as written (types included) and as it reaches the browser (types erased). */
import { existsSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import { BROWSER, DIRECT } from './dependency-rules.mjs';
import { CODE_FOLDERS, codeFiles, finish, isProgram } from './files.mjs';

const OPTIONS = {
  validate: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)(\\.next|\\.build|test-results)/|^e2e/bench/node_modules/' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
    mainFields: ['module', 'main', 'types'],
  },
};

async function violations(root, rules, tsPreCompilationDeps, options) {
  const folders = CODE_FOLDERS.filter((folder) => existsSync(`${root}/${folder}`));
  const { output } = await cruise(folders, { ...OPTIONS, ...options, baseDir: root, ruleSet: { forbidden: rules }, tsPreCompilationDeps });
  return {
    found: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    cruised: new Set(output.modules.map((m) => m.source)),
  };
}

/**
 * @param {string} root the project, or a planted copy of its layout
 * @param {object} [options] of dependency-cruiser, over ours
 * @returns {Promise<{found: {rule: string, from: string, to: string}[], missed: string[]}>} `missed`: source files that
 *   the tool did not look at, which would make a green result worthless
 */
export async function checkDependencies(root, options = {}) {
  const direct = await violations(root, DIRECT, 'specify', options);
  const browser = await violations(root, BROWSER, false, options);
  const missed = codeFiles(root).filter((file) => !direct.cruised.has(file) || !browser.cruised.has(file));
  return { found: [...direct.found, ...browser.found], missed };
}

if (isProgram(import.meta.url)) {
  const { found, missed } = await checkDependencies(process.cwd());
  finish('dependency rules', [
    ...found.map(({ rule, from, to }) =>
      rule === 'imports-exist'
        ? `${from}: imports ${to}, which does not exist`
        : `${from}: may not import ${to} (rule ${rule} in e2e/checks/dependency-rules.mjs)`,
    ),
    ...missed.map((file) => `${file}: was not looked at by dependency-cruiser`),
  ]);
}
