/** Checks that every path which a document names exists, and that migrations are numbered in the order of their time. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { CODE_FOLDERS, filesBelow, finish, isProgram } from './files.mjs';

const ROOT_FILES = /^(?:[A-Z]+\.md|LICENSE|package(?:-lock)?\.json|tsconfig\.json|next\.config\.mjs|biome\.json|\.ci\/run)$/;
const TOP = new RegExp(`^(?:${[...CODE_FOLDERS, 'public', '\\.ci'].join('|')})/`);

/**
 * Paths that a Markdown text names: link targets, and code spans that begin with a top folder or are a root file.
 * Placeholders (NAME, …, *, <x>) are no paths; `a/{b,c}` names two.
 * @returns {{path: string, link: boolean}[]}
 */
export function namedPaths(markdown) {
  const links = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map((m) => ({ path: m[1].replace(/#.*$/, ''), link: true }));
  const spans = [...markdown.matchAll(/`([^`\n]+)`/g)].flatMap((m) => m[1].split(/\s+/)).map((path) => ({ path: path.replace(/[,;:.)]+$/, ''), link: false }));
  return [...links.filter(({ path }) => path && !/^[a-z]+:/.test(path)), ...spans.filter(({ path }) => TOP.test(path) || ROOT_FILES.test(path))]
    .flatMap(({ path, link }) => expand(path).map((one) => ({ path: one, link })))
    .filter(({ path }) => !isPlaceholder(path));
}

const isPlaceholder = (path) => /[*…<>$]/.test(path) || path.split('/').some((part) => /^[A-Z]{3,}(?:\.(?!md$)\w+)?$/.test(part) && part !== 'LICENSE');

function expand(path) {
  const m = /^(.*)\{([^}]+)\}(.*)$/.exec(path);
  return m ? m[2].split(',').flatMap((one) => expand(`${m[1]}${one.trim()}${m[3]}`)) : [path];
}

/** Problems of the documents at the root and beside the code. */
export function checkDocs(root) {
  const documents = [
    ...filesBelow(root).filter((f) => /^[A-Z]+\.md$/.test(f)),
    ...CODE_FOLDERS.flatMap((f) => filesBelow(root, f)).filter((f) => f.endsWith('.md')),
  ];
  return documents.flatMap((document) =>
    namedPaths(readFileSync(join(root, document), 'utf8'))
      .map(({ path, link }) => ({ path, file: link ? normalize(join(dirname(document), path)) : path }))
      .filter(({ file }) => !existsSync(join(root, file)))
      .map(({ path }) => `${document}: names ${path}, which does not exist`),
  );
}

/** Problems of the migration journal: gaps, times that go back (such a migration is skipped in silence), missing files. */
export function checkJournal(root) {
  const folder = join(root, 'db/migrations');
  const path = join(folder, 'meta/_journal.json');
  if (!existsSync(path)) return [];
  const { entries } = JSON.parse(readFileSync(path, 'utf8'));
  const problems = entries.flatMap((entry, i) => [
    ...(entry.idx === i ? [] : [`${entry.tag}: has index ${entry.idx}, its place is ${i}`]),
    ...(i > 0 && entry.when <= entries[i - 1].when ? [`${entry.tag}: is not later than ${entries[i - 1].tag}`] : []),
    ...(statSync(join(folder, `${entry.tag}.sql`), { throwIfNoEntry: false }) ? [] : [`${entry.tag}.sql: is missing`]),
  ]);
  const known = new Set(entries.map((entry) => `db/migrations/${entry.tag}.sql`));
  const strays = filesBelow(root, 'db/migrations').filter((f) => f.endsWith('.sql') && !known.has(f));
  return [...problems.map((line) => `db/migrations: ${line}`), ...strays.map((f) => `${f}: is not in the journal`)];
}

if (isProgram(import.meta.url)) finish('documents and migrations', [...checkDocs(process.cwd()), ...checkJournal(process.cwd())]);
