const RUN = /\p{Script=Han}+/gu;
const SHORTEST = 2;
const LONGEST = 16;
/** A word of fewer reviews than this is theirs, not everybody's. */
const FEWEST = 3;

/** Characters that belong to what stands before them, and with which no phrase begins; the mouth (口) of 窗口 and 门口 is one. */
const NO_START = new Set('了的着过得地在是有就都也还和与及或而们吗呢吧啊之个口');
/** Characters that lead on to what stands behind them, and with which no phrase ends. */
const NO_END = new Set('了的着得地在是有就都也还和与及或而且但被把让给对向从为以于之很太更最又再才只不没一个');
/** Words that say nothing of what a review is about. */
const EMPTY = new Set(
  '没有 什么 怎么 为什么 这个 那个 这样 那样 这里 那里 这次 每次 我们 你们 他们 自己 大家 一个 一次 一下 一直 一些 可以 可能 因为 所以 但是 如果 然后 而且 已经 现在 时候 今天 昨天 知道 觉得 希望 进行 需要 问题 情况 非常 比较 真的 根本 结果'.split(
    ' ',
  ),
);

export type SharedWord = { word: string; count: number };

/** Reviews that hold a piece, and those in which it begins and in which it ends a run of characters. */
type Piece = { count: number; starts: number; ends: number };

/**
 * Pieces of Chinese text that several reviews hold, each counted once a review: the longest of those that always come
 * together, the most frequent first. No dictionary: what many write alike shows itself, where it begins and ends as phrases do.
 */
export function sharedWords(texts: readonly string[], most = 30): SharedWord[] {
  const frequent = [...sharedPieces(texts)]
    .filter(([word, piece]) => isPhrase(word, piece))
    .map(([word, { count }]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || b.word.length - a.word.length || (a.word < b.word ? -1 : 1));
  const kept: SharedWord[] = [];
  for (const { word, count } of frequent) {
    if (kept.length === most) break;
    // A piece of a longer one that is as frequent says nothing of its own; one that overlaps with what is shown, hardly anything.
    if (frequent.some((other) => other.count === count && other.word.length > word.length && other.word.includes(word))) continue;
    if (kept.some((k) => overlaps(k.word, word) && k.count === count)) continue;
    kept.push({ word, count });
  }
  return kept;
}

/** Whether a piece begins and ends as a phrase does: mostly where its text does, or with characters of which one can. */
function isPhrase(word: string, { count, starts, ends }: Piece): boolean {
  if (EMPTY.has(word)) return false;
  const characters = [...word];
  const [first = '', last = ''] = [characters[0], characters.at(-1)];
  const edges = [2 * starts >= count, 2 * ends >= count];
  // A piece of the greatest length may go on beyond it.
  if (characters.length === LONGEST && !(edges[0] && edges[1])) return false;
  return (edges[0] || !NO_START.has(first)) && (edges[1] || !NO_END.has(last));
}

/** Pieces of every length that enough reviews hold. One is looked at only where both pieces that are one shorter were such. */
function sharedPieces(texts: readonly string[]): Map<string, Piece> {
  const runs = texts.map((text) => (text.normalize('NFKC').match(RUN) ?? []).map((run) => [...run]));
  const all = new Map<string, Piece>();
  for (let size = SHORTEST; size <= LONGEST; size += 1) {
    const found = new Map<string, Piece>();
    for (const own of runs) for (const [word, edge] of piecesOf(own, size, all)) add(found, word, edge);
    let more = false;
    for (const [word, piece] of found) {
      if (piece.count < FEWEST) continue;
      all.set(word, piece);
      more = true;
    }
    if (!more) break;
  }
  return all;
}

type Edge = { start: boolean; end: boolean };

/** Pieces of a length in one review, each once. */
function piecesOf(runs: readonly string[][], size: number, shorter: ReadonlyMap<string, Piece>): Map<string, Edge> {
  const pieces = new Map<string, Edge>();
  for (const characters of runs) {
    for (let from = 0; from + size <= characters.length; from += 1) {
      const word = characters.slice(from, from + size).join('');
      const [first = '', last = ''] = [characters[from], characters[from + size - 1]];
      const parts = size === SHORTEST || (shorter.has(word.slice(0, -last.length)) && shorter.has(word.slice(first.length)));
      if (!parts) continue;
      const before = pieces.get(word);
      pieces.set(word, { start: from === 0 || (before?.start ?? false), end: from + size === characters.length || (before?.end ?? false) });
    }
  }
  return pieces;
}

function add(found: Map<string, Piece>, word: string, { start, end }: Edge): void {
  const piece = found.get(word) ?? { count: 0, starts: 0, ends: 0 };
  found.set(word, { count: piece.count + 1, starts: piece.starts + Number(start), ends: piece.ends + Number(end) });
}

/** Whether the end of one is the beginning of the other, by more than one character: two windows on one longer phrase. */
function overlaps(a: string, b: string): boolean {
  for (let n = Math.min(a.length, b.length) - 1; n >= SHORTEST; n -= 1) if (a.endsWith(b.slice(0, n)) || b.endsWith(a.slice(0, n))) return true;
  return false;
}
