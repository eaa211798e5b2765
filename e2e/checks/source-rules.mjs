/** Rules on single source files that neither the linter nor the dependency check can say. All are pure: text in, problems out. */
import ts from 'typescript';

const MOST_LINES = 500;
const MANY_LINES = 400;
const DEEPEST = 3;

const WORD = '[a-z0-9]+(?:-[a-z0-9]+)*';
const FILE_NAME = new RegExp(`^${WORD}(?:\\.${WORD})*\\.(?:ts|tsx|mjs|cjs|css|grit)$`);
const FOLDER_NAME = new RegExp(`^(?:${WORD}|\\[{1,2}(?:\\.{3})?${WORD}\\]{1,2}|\\(${WORD}\\))$`);
const VAGUE_NAME = /^(?:utils?|helpers?|misc|common)\./;
const UNFINISHED = new RegExp(`\\b(?:${['TO', 'FIX'].map((a, i) => a + ['DO', 'ME'][i]).join('|')})\\b`);

/** Names of files and folders of one path. */
export function checkName(path) {
  const folders = path.split('/');
  const name = folders.pop();
  const problems = [];
  if (!FILE_NAME.test(name)) problems.push(`${path}: file names are kebab-case`);
  if (VAGUE_NAME.test(name)) problems.push(`${path}: name the file after what it holds, not "${name}"`);
  for (const folder of folders) if (!FOLDER_NAME.test(folder)) problems.push(`${path}: the folder "${folder}" is not kebab-case`);
  if (!/^(?:app|db\/profiles)\//.test(path) && folders.length > DEEPEST) problems.push(`${path}: folders are at most ${DEEPEST} deep`);
  if (/^components\/[^/]+$/.test(path)) problems.push(`${path}: put it in the folder of its noun; the dependency rules are by folder`);
  return problems;
}

/** Length and unfinished work. Returns what must be fixed and what deserves a look. */
export function checkText(path, text) {
  const lines = text.split('\n');
  const problems = [];
  const warnings = [];
  if (lines.length > MOST_LINES) problems.push(`${path}: ${lines.length} lines; ${MOST_LINES} is the most`);
  else if (lines.length > MANY_LINES) warnings.push(`${path}: ${lines.length} lines; over ${MANY_LINES} needs a reason`);
  lines.forEach((line, i) => {
    if (UNFINISHED.test(line)) problems.push(`${path}:${i + 1}: finish it or file it; no reminders in the code`);
  });
  return { problems, warnings };
}

const mentions = (node, names) =>
  (ts.isIdentifier(node) && names.has(node.text)) || Boolean(ts.forEachChild(node, (child) => mentions(child, names) || undefined));

/**
 * Inside `….transaction(async (tx) => …)` every await is on the transaction: a wait for anything else keeps a
 * connection and its locks, and a wait for the outer handle never ends on the embedded database.
 */
export function checkTransactions(path, text) {
  if (!text.includes('.transaction(')) return [];
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const problems = [];
  const inside = (node, names) => {
    const declares = ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && !ts.isAwaitExpression(node.initializer);
    if (declares && mentions(node.initializer, names)) names.add(node.name.text);
    if (ts.isAwaitExpression(node) && !mentions(node.expression, names)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      problems.push(`${path}:${line + 1}: await nothing but the transaction inside it (${[...names].join(', ') || 'take it as an argument'})`);
    }
    ts.forEachChild(node, (child) => inside(child, names));
  };
  const outside = (node) => {
    const call = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'transaction';
    const body = call ? node.arguments.find((a) => ts.isArrowFunction(a) || ts.isFunctionExpression(a)) : undefined;
    if (body) inside(body.body, new Set(body.parameters.map((p) => p.name.getText(file))));
    ts.forEachChild(node, outside);
  };
  outside(file);
  return problems;
}
