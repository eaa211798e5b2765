import { join } from 'node:path';

/** Where an import puts the official county polygons of a profile, and where the map finds them. */
export const countiesFile = (dataDir: string, profile: string): string => join(dataDir, 'geo', 'counties', `${profile}.json`);
