/** Version of the live protocol: a client that speaks another is told to reload. */
export const LIVE_VERSION = 1;
