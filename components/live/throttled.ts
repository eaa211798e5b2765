/**
 * Subscribes `fn` to a source that may change often, calling it at most once in `everyMs`: at once when it has been
 * quiet, else when the time is over.
 */
export function throttled(subscribe: (fn: () => void) => () => void, fn: () => void, everyMs: number, now: () => number = Date.now): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const fire = (): void => {
    timer = null;
    last = now();
    fn();
  };
  const end = subscribe(() => {
    if (timer) return;
    const wait = last + everyMs - now();
    if (wait <= 0) fire();
    else timer = setTimeout(fire, wait);
  });
  return () => {
    end();
    if (timer) clearTimeout(timer);
  };
}
