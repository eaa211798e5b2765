import { Invalid } from '../../services/errors.ts';

/** Why a file is no table, by a word that a screen has a sentence for. */
export type FileProblem = 'empty_file' | 'not_xlsx' | 'other_kind' | 'too_large' | 'no_head' | 'two_heads';

/** A file that is no table; `text` is what stands there. */
export class Unreadable extends Invalid {
  constructor(
    readonly problem: FileProblem,
    message: string,
    readonly text = '',
  ) {
    super(message);
  }
}
