/**
 * Words of Chinese text without a dictionary: a run of ideographs gives its characters and its pairs of neighbours, a run
 * of letters and digits gives itself. What a text is found by and what is asked are cut by the same rule, so that a word
 * of one or two characters is always found, on any database.
 */
const RUN = /[\p{Script=Han}〇]+|[\p{L}\p{N}]+/gu;
const HAN = /^[\p{Script=Han}〇]/u;
/** A run of letters and digits between ideographs would swallow them otherwise. */
const PIECE = /[\p{Script=Han}〇]+|[^\p{Script=Han}〇]+/gu;
const LONGEST_WORD = 40;

/** Half-width, lower-case: what is typed in either width or case is the same word. */
export const foldText = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Runs of a text in their order, folded: ideographs together, letters and digits together. */
function runsOf(text: string): string[] {
  return (foldText(text).match(RUN) ?? []).flatMap((run) => run.match(PIECE) ?? []).map((run) => (HAN.test(run) ? run : run.slice(0, LONGEST_WORD)));
}

/** Every token of a text as often as it stands there. */
export function tokensOf(text: string): string[] {
  return runsOf(text).flatMap((run) => (HAN.test(run) ? [...run, ...pairsOf(run)] : [run]));
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((c, i) => `${characters[i]}${c}`);
}

/** Most tokens of one question: the rest of a longer one is not asked. */
export const MOST_ASKED = 24;

/** What a question asks for: pairs where there are any, a character where it stands alone; each once. */
export function askedTokens(query: string): string[] {
  const tokens = runsOf(query).flatMap((run) => {
    const pairs = HAN.test(run) ? pairsOf(run) : [];
    return pairs.length > 0 ? pairs : [run];
  });
  return [...new Set(tokens)].slice(0, MOST_ASKED);
}

export type EntryTexts = { readonly title: string; readonly question: string; readonly answer: string; readonly keywords: readonly string[] };

/** Before a token: it stands in the title or a keyword. */
export const IN_TITLE = '^';

/**
 * What an entry is found by: each of its tokens once, and again with IN_TITLE where title or keywords have it. `length`
 * counts its tokens with their repetitions.
 */
export function entryTerms({ title, question, answer, keywords }: EntryTexts): { terms: string[]; length: number } {
  const head = tokensOf([title, ...keywords].join('\n'));
  const all = [...head, ...tokensOf(`${question}\n${answer}`)];
  return { terms: [...new Set(all), ...[...new Set(head)].map((token) => IN_TITLE + token)], length: all.length };
}
