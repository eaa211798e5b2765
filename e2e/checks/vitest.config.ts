import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const SHARED = {
  root: fileURLToPath(new URL('../..', import.meta.url)),
  testTimeout: 30_000,
  hookTimeout: 60_000,
  environment: 'node' as const,
};
const AWAY = ['**/node_modules/**', '**/.next/**', '**/.build/**'];

/**
 * unit: no database, no browser. integration: `*.db.test.ts`, on the embedded database, or on PostgreSQL when
 * TEST_DATABASE_URL is set. faults: the product in processes of its own, with real services.
 */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...SHARED,
          name: 'unit',
          include: ['{server,components,db,app}/**/*.test.{ts,tsx}', 'e2e/checks/**/*.test.ts'],
          exclude: [...AWAY, '**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...SHARED,
          name: 'integration',
          include: ['{server,db,e2e}/**/*.db.test.ts'],
          exclude: AWAY,
          maxWorkers: 2,
          globalSetup: 'e2e/checks/db-template.ts',
        },
      },
      {
        extends: true,
        test: {
          ...SHARED,
          name: 'faults',
          include: ['e2e/faults/**/*.test.ts'],
          exclude: AWAY,
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
