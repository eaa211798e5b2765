import { describe, expect, it } from 'vitest';
import { AT } from '../../server/core/trade/cube.ts';
import { FlowBoard, FOLDS, type FoldName } from './flow-board.ts';
import { chosenSum } from './flow-rows.ts';
import { cellsOf, type TestCell } from './testing.ts';

/** Ports whose time a test moves. */
function clock() {
  let now = 0;
  const due: { at: number; run: () => void }[] = [];
  const to = (at: number) => {
    for (;;) {
      due.sort((a, b) => a.at - b.at);
      const first = due[0];
      if (!first || first.at > at) break;
      due.shift();
      now = first.at;
      first.run();
    }
    now = at;
  };
  return {
    to,
    ports: {
      now: () => now,
      later: (run: () => void, ms: number) => {
        const one = { at: now + ms, run };
        due.push(one);
        return () => {
          const i = due.indexOf(one);
          if (i >= 0) due.splice(i, 1);
        };
      },
    },
  };
}

const CELLS: TestCell[] = [
  { zone: 'z1', mode: '9610', partner: 'AAA', port: 'p1', direction: 'export', chapter: '61', value: 100, declarations: 7 },
  { zone: 'z1', mode: '9710', partner: 'BBB', port: 'p2', direction: 'export', chapter: '61', value: 50, declarations: 1 },
  { zone: 'z2', mode: '9610', partner: 'AAA', port: 'p1', direction: 'import', chapter: '33', value: 30, declarations: 3 },
];
const DAY = '2026-03-02';
const values = (board: FlowBoard) => {
  const out: Partial<Record<FoldName, number>> = {};
  for (const name of Object.keys(FOLDS) as FoldName[]) {
    if (name === 'allRoutes') continue;
    const { own } = FOLDS[name];
    out[name] = own ? chosenSum(board.view(name), board.filter[own], 'value') : board.view(name).total[AT.value];
  }
  return [...new Set(Object.values(out))];
};

describe('the board', () => {
  it('makes all folds agree, whatever is chosen, before and after live cells', () => {
    const time = clock();
    const board = new FlowBoard(time.ports);
    board.load(cellsOf(CELLS), cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    expect(values(board)).toEqual([280]);
    board.setFilter({ zone: ['z1'], mode: ['9610'] });
    expect(values(board)).toEqual([200]);
    board.push(cellsOf([{ ...CELLS[0], value: 400, rev: 2 }]), DAY);
    // What a panel reads between two ticks is what all others have read.
    expect(values(board)).toEqual([200]);
    time.to(2000);
    expect(values(board)).toEqual([500]);
    board.setFilter({ partner: ['AAA'], direction: ['import'] });
    expect(values(board)).toEqual([30]);
  });

  it('keeps what else could be chosen in sight of the panel that offers it', () => {
    const board = new FlowBoard(clock().ports);
    board.load(cellsOf(CELLS), null, null);
    board.setFilter({ zone: ['z2'] });
    expect([...board.view('zone').groups.keys()].sort()).toEqual(['z1', 'z2']);
    expect(board.view('allRoutes').total[AT.value]).toBe(180);
    expect(board.view('routes').total[AT.value]).toBe(30);
  });

  it('tells at most once in two seconds, the last change always, and nothing where nothing has changed', () => {
    const time = clock();
    const board = new FlowBoard(time.ports);
    board.load(null, cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    let told = 0;
    board.subscribe(() => told++);
    for (let i = 1; i <= 300; i++) {
      time.to(i * 10);
      board.push(cellsOf([{ ...CELLS[0], value: i, rev: i + 1 }]), DAY);
    }
    time.to(10_000);
    expect(told).toBeLessThanOrEqual(3);
    expect(told).toBeGreaterThanOrEqual(2);
    expect(board.view('headline').total[AT.value]).toBe(300);
    const before = told;
    board.push(cellsOf([{ ...CELLS[0], value: 1, rev: 2 }]), DAY);
    time.to(20_000);
    expect(told).toBe(before);
  });

  it('takes what waits for a tick when another filter makes one', () => {
    const time = clock();
    const board = new FlowBoard(time.ports);
    board.load(null, cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    time.to(10);
    board.push(cellsOf([{ ...CELLS[0], value: 900, rev: 2 }]), DAY);
    board.setFilter({ partner: ['AAA'] });
    expect(values(board)).toEqual([900]);
  });

  it('moves nothing while paused, takes another filter at the same state, and loses nothing', () => {
    const board = new FlowBoard(clock().ports);
    board.load(null, cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    board.pause();
    board.push(cellsOf([{ ...CELLS[0], value: 900, rev: 3 }]), DAY);
    board.push(cellsOf([{ ...CELLS[1], value: 10, rev: 1 }]), DAY);
    board.push(cellsOf([{ ...CELLS[0], value: 500, rev: 2 }]), DAY);
    expect(board.view('headline').total[AT.value]).toBe(100);
    board.setFilter({ partner: ['AAA'] });
    expect(values(board)).toEqual([100]);
    expect(board.resume()).toBe(true);
    expect(values(board)).toEqual([900]);
    board.setFilter({});
    expect(values(board)).toEqual([910]);
  });

  it('loses nothing that comes while cells are read, whichever is newer', () => {
    const board = new FlowBoard(clock().ports);
    board.load(null, cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    board.reading();
    board.push(cellsOf([{ ...CELLS[0], value: 300, rev: 3 }]), DAY);
    board.push(cellsOf([{ ...CELLS[1], value: 60, rev: 2 }]), DAY);
    board.load(
      null,
      cellsOf([
        { ...CELLS[0], value: 200, rev: 2 },
        { ...CELLS[1], value: 70, rev: 4 },
      ]),
      DAY,
    );
    expect(board.view('headline').total[AT.value]).toBe(370);
  });

  it('reads again after a pause in which something was read that could not be shown', () => {
    const board = new FlowBoard(clock().ports);
    board.load(null, cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    board.pause();
    board.miss();
    expect(board.resume()).toBe(false);
  });

  it('says that today must be read again where too much came while it was paused', () => {
    const board = new FlowBoard(clock().ports);
    board.load(null, cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    board.pause();
    const many = cellsOf(Array.from({ length: 2000 }, (_, i) => ({ ...CELLS[0], partner: `P${i}`, rev: 1 })));
    for (let i = 0; i < 101; i++) board.push(many, DAY);
    expect(board.resume()).toBe(false);
    expect(board.resume()).toBe(true);
  });

  it('merges nothing of a pause into other cells than it was of', () => {
    const board = new FlowBoard(clock().ports);
    board.load(null, cellsOf([{ ...CELLS[0], rev: 1 }]), DAY);
    board.pause();
    board.push(cellsOf([{ ...CELLS[0], value: 900, rev: 2 }]), DAY);
    board.begin();
    board.load(cellsOf([{ ...CELLS[0], value: 5 }]), null, null);
    expect(board.push(cellsOf([{ ...CELLS[0], value: 901, rev: 3 }]), DAY)).toBe(true);
    board.resume();
    expect(board.view('headline').total[AT.value]).toBe(5);
  });

  it('says that cells must be read again when another day has begun, whether it is told before they are read or after', () => {
    const board = new FlowBoard(clock().ports);
    board.load(null, cellsOf([{ ...CELLS[0], value: 7, rev: 90 }]), DAY);
    const next = cellsOf([{ ...CELLS[0], value: 1, rev: 1 }]);
    expect(board.push(next, '2026-03-03')).toBe(false);
    expect(board.view('headline').total[AT.value]).toBe(7);
    board.reading();
    expect(board.push(next, '2026-03-03')).toBe(true);
    expect(board.load(null, cellsOf([{ ...CELLS[0], value: 7, rev: 90 }]), DAY)).toBe(false);
    board.reading();
    expect(board.load(cellsOf([{ ...CELLS[0], value: 7 }]), next, '2026-03-03')).toBe(true);
    expect(board.view('headline').total[AT.value]).toBe(8);
  });

  it('forgets with other cells when the newest of the former came', () => {
    const board = new FlowBoard(clock().ports);
    board.touch(1_000);
    board.begin();
    expect(board.newestAt).toBeNull();
  });
});
