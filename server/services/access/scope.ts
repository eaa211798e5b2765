import type { ScopePart } from '../../core/fact/visible.ts';

declare const proof: unique symbol;

/**
 * What somebody may see for one purpose: of each part the region's subtree and in it the departments named (null = all).
 * Only require-scope.ts mints it; every read asks for one, so that forgetting the check does not compile. Personal data
 * are masked for every scope; unmasking is a permission and a record of its own.
 */
export type Scope = {
  readonly parts: readonly ScopePart[];
  /** Of figures only these, by code: what a display shows. Absent: all. */
  readonly indicators?: ReadonlySet<string>;
  /** Digest of the canonical scope: equal scopes share rooms and cached frames. */
  readonly class: string;
  readonly [proof]: true;
};
