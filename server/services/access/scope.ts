declare const proof: unique symbol;

/**
 * What somebody may see: the subtrees of `regions`, the departments named (null = all), and how much of personal
 * data. Only require-scope.ts mints it; every read asks for one, so that forgetting the check does not compile.
 */
export type Scope = {
  readonly regions: readonly string[];
  readonly departments: readonly string[] | null;
  readonly mask: 'masked' | 'full';
  /** Digest of the canonical scope: equal scopes share rooms and cached frames. */
  readonly class: string;
  readonly [proof]: true;
};
