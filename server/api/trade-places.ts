import { guarded, router } from './trpc.ts';

/**
 * Zones with their plans, ports, partners, goals and happenings as the profile tells them. Printed plans are public in the
 * whole province, as the dictionary of indicators is: nothing here is cut to the asker's regions.
 */
export const tradePlacesRouter = router({
  all: guarded('figure.read').query(({ ctx }) => ctx.trade),
});
