const MOST = 2;
/** Answers that another try may change: the request took too long, or there were too many. */
const PASSING: readonly number[] = [408, 429];

/**
 * Whether a read that failed is tried again, after so many failures. What is not there, not allowed or asked wrongly
 * stays so: it is said at once. What failed on the way or in the server is tried twice more. Pure.
 */
export function triesAgain(failures: number, error: unknown): boolean {
  const status = (error as { data?: { httpStatus?: unknown } | null } | null)?.data?.httpStatus;
  if (typeof status === 'number' && status >= 400 && status < 500 && !PASSING.includes(status)) return false;
  return failures < MOST;
}
