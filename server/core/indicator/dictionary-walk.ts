/** A change of the dictionary: a draft until it is sent, then decided by another person. What is decided stays as it is. */
export const CHANGE_STATES = ['draft', 'submitted', 'published', 'returned', 'withdrawn'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];
export type ChangeStep = 'save' | 'submit' | 'withdraw' | 'publish' | 'return';

export type WalkFault = 'state' | 'not_author' | 'own';

/** From which states a step goes. */
const FROM: Readonly<Record<ChangeStep, readonly ChangeState[]>> = {
  save: ['draft'],
  submit: ['draft'],
  withdraw: ['draft', 'submitted'],
  publish: ['submitted'],
  return: ['submitted'],
};

/**
 * Why somebody may not take a step with a change; null when he may. Its author writes, sends and withdraws it; whoever
 * decides is another (four eyes), whatever roles both hold.
 */
export function walkFault(change: { state: ChangeState; by: number }, step: ChangeStep, actor: number): WalkFault | null {
  const decides = step === 'publish' || step === 'return';
  if (!FROM[step].includes(change.state)) return 'state';
  if (decides && change.by === actor) return 'own';
  if (!decides && change.by !== actor) return 'not_author';
  return null;
}

/** A published version and from when on it holds, epoch ms. */
export type Dated = { readonly version: number; readonly from: number };

/** Of the versions that have begun the newest: one that begins early replaces also what was written before it for later. */
export function inForce<V extends Dated>(versions: readonly V[], now: number): V | null {
  let found: V | null = null;
  for (const v of versions) if (v.from <= now && (found === null || v.version > found.version)) found = v;
  return found;
}

/** The next instant at which what is in force may change; null when none is known. */
export function nextStart(versions: Iterable<Dated>, now: number): number | null {
  let next: number | null = null;
  for (const v of versions) if (v.from > now && (next === null || v.from < next)) next = v.from;
  return next;
}
