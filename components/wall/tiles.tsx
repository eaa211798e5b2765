'use client';
import type { View } from '../../server/wire/topic.ts';
import { useConsole } from '../figure/console-context.tsx';
import { cx, units } from '../ui/class-names.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useLocale, useWords } from '../ui/locale.tsx';
import { wallWords } from './messages.ts';
import { Tile } from './tile.tsx';
import styles from './tiles.module.css';
import { groupTiles, refKey } from './view-plan.ts';

/** The wall's headline figures by government function; with `all`, functions without any stand as not connected. */
export function WallTiles({ view, all = true }: { view: View; all?: boolean }) {
  const { meta } = useConsole();
  const { groups, missing } = groupTiles(view, meta.profile.functions);
  const name = (id: string) => meta.profile.functions.find((f) => f.id === id)?.name ?? id;
  return (
    <div className={cx(styles.groups, view.tiles.length > 5 && styles.many)}>
      {groups.map((group) => (
        <section key={group.function} className={styles.group} style={{ flexGrow: group.tiles.length, flexBasis: 0 }} aria-label={name(group.function)}>
          <h2 className={styles.function}>{name(group.function)}</h2>
          <div className={styles.row}>
            {group.tiles.map(({ ref }) => (
              <Guarded key={refKey(ref)}>
                <Tile tile={ref} large />
              </Guarded>
            ))}
          </div>
        </section>
      ))}
      {all ? <Missing names={missing.map(name)} /> : null}
    </div>
  );
}

/** Two boxes in a narrow column; of more functions, one line each. */
function Missing({ names }: { names: string[] }) {
  const words = wallWords[useLocale().locale];
  if (names.length > 2) {
    return (
      <div className={styles.missingLines} style={{ width: units(names.length > 5 ? 600 : 330) }}>
        {names.map((name) => (
          <p key={name} className={styles.missingLine} data-state="not_connected">
            <span>{name}</span>
            <span>{words.notConnected}</span>
          </p>
        ))}
      </div>
    );
  }
  const columns = Array.from({ length: Math.ceil(names.length / 2) }, (_, i) => names.slice(2 * i, 2 * i + 2));
  return columns.map((column) => (
    <div key={column.join()} className={styles.missing} style={{ width: units(218) }}>
      {column.map((name) => (
        <section key={name} aria-label={name}>
          <h2 className={styles.function}>{name}</h2>
          <p className={styles.missingBox} data-state="not_connected">
            {words.notConnected}
          </p>
        </section>
      ))}
    </div>
  ));
}

/** A topic's tiles: one row, the first a little wider. */
export function TopicTiles({ view }: { view: View }) {
  return (
    <div className={styles.topicRow}>
      {view.tiles.map((ref) => (
        <Guarded key={refKey(ref)}>
          <Tile tile={ref} large={false} />
        </Guarded>
      ))}
    </div>
  );
}

function Guarded({ children }: { children: React.ReactNode }) {
  const words = useWords();
  return <ErrorBoundary fallback={() => <p className={styles.broken}>{words.panelFailed}</p>}>{children}</ErrorBoundary>;
}
