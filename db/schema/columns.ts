import { customType } from 'drizzle-orm/pg-core';

/** Epoch milliseconds on our side, timestamptz in the database. */
export const instant = customType<{ data: number; driverData: number | string }>({
  dataType: () => 'timestamptz',
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (value) => Number(value),
});

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
