const ACTIVE_MS = 60_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

let signAt = Number.NEGATIVE_INFINITY;
let watched = false;

/**
 * Whether somebody has touched keys or pointer within the last minute. What a page asks by itself keeps no session alive:
 * an unattended screen is signed out.
 */
export function isActive(): boolean {
  if (typeof window === 'undefined') return false;
  if (!watched) {
    watched = true;
    // The page was opened by somebody.
    signAt = performance.now();
    for (const sign of SIGNS) window.addEventListener(sign, () => (signAt = performance.now()), { passive: true, capture: true });
  }
  return performance.now() - signAt < ACTIVE_MS;
}

const AGAIN = 'tongguan.loaded-again';
const SOONEST_MS = 10_000;
let leaving = false;

/** Somebody is signing out: what is refused meanwhile must not load again, with a way back, the page that he leaves. */
export function setLeaving(on: boolean): void {
  leaving = on;
}

/** Loads the page again: whoever may no longer see it is led to sign-in, or to what he may. Not more often than it helps. */
export function loadAgain(): void {
  if (typeof window === 'undefined' || leaving) return;
  try {
    const last = Number(window.sessionStorage.getItem(AGAIN) ?? 0);
    if (Date.now() - last < SOONEST_MS) return;
    window.sessionStorage.setItem(AGAIN, String(Date.now()));
  } catch {
    // Without storage nothing tells one load from the next: the reader reloads by hand.
    return;
  }
  window.location.reload();
}
