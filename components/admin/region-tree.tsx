'use client';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { FoundRegion } from '../../server/wire/access.ts';
import { useConsole } from '../figure/console-context.tsx';
import { useKeys } from '../figure/use-keys.ts';
import { useChildRegions, useLineage } from '../figure/use-regions.ts';
import { useTRPC } from '../live/trpc-client.tsx';
import { cx } from '../ui/class-names.ts';
import { formatNumber } from '../ui/format.ts';
import { KeyCap } from '../ui/key-cap.tsx';
import styles from './region-tree.module.css';
import { useAccessWords } from './use-admin.ts';

/** Children that a node shows before it is asked for the rest. */
const FIRST = 40;

type Node = { adcode: string; name: string; level: string; hasChildren: boolean };
type TreeProps = { roots: readonly FoundRegion[]; selected: string; at: number | null; onSelect: (adcode: string) => void };

/** The visitor's part of the region tree with how many people see each node, and a search by name or code. */
export function RegionTree({ roots, selected, at, onSelect }: TreeProps) {
  const words = useAccessWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  const clear = () => setText('');
  return (
    <section className={styles.box} aria-label={words.regions}>
      <header className={styles.head}>
        <h2>{words.regions}</h2>
        <span>{words.seeing}</span>
      </header>
      <label className={styles.search}>
        <span className="tg-vh">{words.findRegion}</span>
        <input
          ref={field}
          type="search"
          value={text}
          placeholder={words.findRegion}
          autoComplete="off"
          aria-keyshortcuts="/"
          onChange={(event) => setText(event.target.value.slice(0, 64))}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            clear();
            field.current?.blur();
          }}
        />
        <KeyCap name="/" />
      </label>
      {text.trim() === '' ? (
        <Tree roots={roots} selected={selected} at={at} onSelect={onSelect} />
      ) : (
        <Found
          text={text}
          selected={selected}
          onSelect={(adcode) => {
            clear();
            onSelect(adcode);
          }}
        />
      )}
    </section>
  );
}

function Found({ text, selected, onSelect }: { text: string; selected: string; onSelect: (adcode: string) => void }) {
  const words = useAccessWords();
  const trpc = useTRPC();
  const found = useQuery(trpc.admin.regions.queryOptions({ text }, { staleTime: 60_000, placeholderData: (before) => before }));
  if (found.data?.length === 0)
    return (
      <p className={styles.none} role="status">
        {words.noRegion}
        <br />
        {words.noRegionWhat}
      </p>
    );
  return (
    <ul className={styles.found}>
      {(found.data ?? []).map((region) => (
        <li key={region.adcode}>
          <button type="button" aria-pressed={region.adcode === selected} onClick={() => onSelect(region.adcode)}>
            <span>{region.name}</span>
            <small>{[region.adcode, ...region.above.slice(-1)].join(' · ')}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Tree({ roots, selected, at, onSelect }: TreeProps) {
  const words = useAccessWords();
  const lineage = useLineage(selected);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(roots.map((r) => r.adcode)));
  // What is selected, by the address or by the search, is seen in the tree.
  useEffect(() => {
    const above = lineage.slice(0, -1).map((r) => r.adcode);
    setOpen((was) => (above.every((a) => was.has(a)) ? was : new Set([...was, ...above])));
  }, [lineage]);
  const toggle = (adcode: string, to: boolean) =>
    setOpen((was) => {
      const next = new Set(was);
      if (to) next.add(adcode);
      else next.delete(adcode);
      return next;
    });
  // Of the selected node's line the lowest that is not folded away.
  const line = lineage.map((r) => r.adcode);
  const starts = new Set(roots.map((r) => r.adcode));
  const from = line.findIndex((a) => starts.has(a));
  const folded = line.findIndex((a, i) => i >= from && !open.has(a));
  const stop = line[folded < 0 ? line.length - 1 : folded] ?? roots[0]?.adcode ?? '';
  return (
    <div className={styles.tree} role="tree" aria-label={words.regions} data-region-tree>
      <Level nodes={roots} depth={1} open={open} toggle={toggle} selected={selected} stop={stop} at={at} onSelect={onSelect} />
    </div>
  );
}

type LevelProps = {
  nodes: readonly Node[];
  depth: number;
  open: ReadonlySet<string>;
  toggle: (adcode: string, to: boolean) => void;
  selected: string;
  /** The one node that Tab reaches. */
  stop: string;
  at: number | null;
  onSelect: (adcode: string) => void;
};

/** Nodes beside one another, with one count read for all of them. */
function Level(props: LevelProps) {
  const { nodes, selected, at } = props;
  const words = useAccessWords();
  const trpc = useTRPC();
  const [all, setAll] = useState(false);
  const shown = all ? nodes : nodes.filter((n, i) => i < FIRST || n.adcode === selected);
  const regions = useMemo(() => shown.map((n) => n.adcode).slice(0, 400), [shown]);
  const counts = useQuery(trpc.admin.counts.queryOptions({ regions, at }, { enabled: regions.length > 0, placeholderData: (before) => before }));
  const people = new Map(counts.data?.map((c) => [c.region, c.people]));
  return (
    <>
      {shown.map((node) => (
        <TreeNode key={node.adcode} {...props} node={node} people={people.get(node.adcode) ?? null} />
      ))}
      {shown.length < nodes.length ? (
        <button type="button" className={styles.rest} style={{ paddingLeft: indent(props.depth) }} onClick={() => setAll(true)}>
          {words.more(nodes.length - shown.length)}
        </button>
      ) : null}
    </>
  );
}

const indent = (depth: number) => `${14 + (depth - 1) * 16}px`;

function TreeNode(props: LevelProps & { node: Node; people: number | null }) {
  const { node, depth, open, toggle, selected, stop, onSelect, people } = props;
  const words = useAccessWords();
  const { levelName } = useConsole();
  const expanded = node.hasChildren && open.has(node.adcode);
  const skipped = useSkippedLevel(node);
  return (
    <div
      role="treeitem"
      aria-level={depth}
      aria-expanded={node.hasChildren ? expanded : undefined}
      aria-selected={node.adcode === selected}
      aria-label={people === null ? node.name : words.seenBy(node.name, people)}
      tabIndex={node.adcode === stop ? 0 : -1}
      data-adcode={node.adcode}
      onClick={(event) => {
        event.stopPropagation();
        onSelect(node.adcode);
      }}
      onKeyDown={(event) => walk(event, node, expanded, toggle, onSelect)}
    >
      <div className={cx(styles.row, node.adcode === selected && styles.selected)} style={{ paddingLeft: indent(depth) }}>
        {node.hasChildren ? (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className={cx(styles.twist, expanded && styles.twisted)}
            onClick={(event) => {
              event.stopPropagation();
              toggle(node.adcode, !expanded);
            }}
          >
            <svg viewBox="0 0 12 12" aria-hidden>
              <path d="M4 2.5 8 6l-4 3.5" />
            </svg>
          </button>
        ) : (
          <span className={styles.twist} />
        )}
        <span className={styles.name}>{node.name}</span>
        {skipped ? <small className={styles.skipped}>{words.without(levelName(skipped))}</small> : null}
        <span className={styles.people}>{people === null ? '' : formatNumber(people)}</span>
      </div>
      {expanded ? <Children {...props} parent={node.adcode} /> : null}
    </div>
  );
}

function Children({ parent, ...props }: LevelProps & { parent: string }) {
  const nodes = useChildRegions(parent);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree items is no fieldset
    <div role="group">
      <Level {...props} nodes={nodes} depth={props.depth + 1} />
    </div>
  );
}

/** The level that a region's children leave out (a city whose children are towns); null when none is. */
function useSkippedLevel(node: Node): string | null {
  const { childrenOf, meta } = useConsole();
  const rank = new Map(meta.profile.levels.map((l) => [l.id, l.rank]));
  const own = rank.get(node.level);
  if (own === undefined || !node.hasChildren || childrenOf(node.adcode).length > 0) return null;
  // Regions of the lowest level are not known beforehand: children that are not known lie below all that are.
  const lowest = Math.max(...meta.regions.map((r) => rank.get(r.level) ?? 0));
  const below = meta.profile.levels.filter((l) => l.rank > own).sort((a, b) => a.rank - b.rank);
  return own < lowest ? (below[0]?.id ?? null) : null;
}

function walk(
  event: KeyboardEvent<HTMLElement>,
  node: Node,
  expanded: boolean,
  toggle: (adcode: string, to: boolean) => void,
  onSelect: (adcode: string) => void,
): void {
  if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
  const here = event.currentTarget;
  const items = [...(here.closest('[data-region-tree]')?.querySelectorAll<HTMLElement>('[role=treeitem]') ?? [])];
  const at = items.indexOf(here);
  const target = targetOf(event.key);
  if (target === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  target?.focus();

  function targetOf(key: string): HTMLElement | null | undefined {
    switch (key) {
      case 'ArrowDown':
        return items[at + 1] ?? null;
      case 'ArrowUp':
        return items[at - 1] ?? null;
      case 'Home':
        return items[0] ?? null;
      case 'End':
        return items.at(-1) ?? null;
      case 'ArrowRight':
        if (node.hasChildren && !expanded) toggle(node.adcode, true);
        return expanded ? here.querySelector<HTMLElement>('[role=treeitem]') : null;
      case 'ArrowLeft':
        if (expanded) toggle(node.adcode, false);
        return expanded ? null : (here.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? null);
      case 'Enter':
      case ' ':
        onSelect(node.adcode);
        return null;
      default:
        return undefined;
    }
  }
}
