import { z } from 'zod';

// zod tries out whether it may compile code. In a page the policy forbids that, and the browser reports the attempt.
if (typeof document !== 'undefined') z.config({ jitless: true });

/** zod for everything that is also read in the browser. Import it from here. */
export { z };
