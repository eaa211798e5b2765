/** Who changed the thing first and when, as the server's refusal says it; null for any other error. */
export function conflictOf(error: unknown): { who: string; at: number } | null {
  const message = error instanceof Error ? error.message : '';
  const m = /\b(?:changed|made) by (\S{1,64}) at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)/.exec(message);
  return m?.[1] && m[2] ? { who: m[1], at: Date.parse(m[2]) } : null;
}
