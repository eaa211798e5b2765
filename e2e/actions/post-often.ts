import type { TestEvent, TestFeed } from '../fixtures/feed.ts';

/** Posts what `make` gives again and again until `stop`, as a living source does. Posts that fail are left out. */
export function postOften(feed: TestFeed, make: () => TestEvent[], everyMs: number): { stop(): Promise<void> } {
  let going = true;
  const run = (async () => {
    while (going) {
      await feed.post(make()).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();
  return {
    stop: () => {
      going = false;
      return run;
    },
  };
}
