/** A piece of text that both versions have, or that one of them took out or put in. */
export type DiffPiece = { readonly kind: 'same' | 'out' | 'in'; readonly text: string };

/** Cells of the table: two texts whose middles are longer than this are told as one replaced by the other. */
const MOST_CELLS = 4_000_000;

/** How `before` became `after`, by characters; the pieces of `same` and `out` are the one, of `same` and `in` the other. */
export function diffText(before: string, after: string): DiffPiece[] {
  const a = [...before];
  const b = [...after];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = steps(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return joined([{ kind: 'same', text: a.slice(0, head).join('') }, ...middle, { kind: 'same', text: a.slice(a.length - tail).join('') }]);
}

/** The longest common subsequence, walked from the front. */
function steps(a: readonly string[], b: readonly string[]): DiffPiece[] {
  if (a.length * b.length > MOST_CELLS)
    return [
      { kind: 'out', text: a.join('') },
      { kind: 'in', text: b.join('') },
    ];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const out: DiffPiece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) out.push({ kind: 'out', text: a[i++] ?? '' });
    else out.push({ kind: 'in', text: b[j++] ?? '' });
  }
  return out;
}

/** Neighbours of a kind as one piece; between two common ones what went out stands before what came in. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const out: DiffPiece[] = [];
  let gone = '';
  let come = '';
  const settle = () => {
    if (gone !== '') out.push({ kind: 'out', text: gone });
    if (come !== '') out.push({ kind: 'in', text: come });
    gone = '';
    come = '';
  };
  for (const { kind, text } of pieces) {
    if (text === '') continue;
    if (kind === 'out') gone += text;
    else if (kind === 'in') come += text;
    else {
      settle();
      const last = out.at(-1);
      if (last?.kind === 'same') out[out.length - 1] = { kind, text: last.text + text };
      else out.push({ kind, text });
    }
  }
  settle();
  return out;
}
