import type { JsonPath } from '../core/file/json-lines.ts';
import type { FigureRef, Panel, TopicFile } from '../wire/topic.ts';
import { type Known, type Report, reportSource } from './check-lists.ts';
import type { Draft, Located } from './read.ts';

type At = Located<TopicFile>;

/** Checks topics/*.json: one wall, ids, departments, and that every figure can be read. */
export function checkTopics(draft: Draft, known: Known, report: Report): void {
  const ids = new Map<string, string>();
  const orders = new Map<number, string>();
  for (const at of draft.topics) {
    const { id, order } = at.value;
    const sameId = ids.get(id);
    if (sameId) report(at.file, at.lineOf(['id']), `topic ${id} is already in ${sameId}`);
    const sameOrder = orders.get(order);
    if (sameOrder) report(at.file, at.lineOf(['order']), `order ${order} is already taken by ${sameOrder}`);
    ids.set(id, at.file);
    orders.set(order, at.file);
    checkTopic(at, known, report);
  }
  if (draft.topics.length > 0 && !orders.has(0)) report('topics', 1, 'no topic has order 0: that is the wall');
}

function checkTopic(at: At, known: Known, report: Report): void {
  const topic = at.value;
  const say = (path: JsonPath, message: string) => report(at.file, at.lineOf(path), message);
  if ((topic.order === 0) !== (topic.kind === 'wall')) say(['kind'], 'the wall, and only the wall, has order 0');
  if (topic.kind !== 'application' && topic.view === null) say(['view'], `a ${topic.kind} topic needs a view`);
  const bodies: [JsonPath, string | null][] = [
    [['lead'], topic.lead],
    ...topic.coLeads.map((id, i): [JsonPath, string] => [['coLeads', i], id]),
    ...topic.partners.map((id, i): [JsonPath, string] => [['partners', i], id]),
  ];
  for (const [path, id] of bodies) if (id !== null && !known.departments.has(id)) say(path, `department ${id} is not in departments.csv`);
  reportSource(at, ['source'], topic.source, known, report);
  topic.elements.forEach((element, i) => {
    element.indicators.forEach((code, j) => {
      if (!known.indicators.has(code)) say(['elements', i, 'indicators', j], `indicator ${code} is not in indicators.json`);
    });
  });
  if (!topic.view) return;
  topic.view.tiles.forEach((tile, i) => {
    if (!known.functions.has(tile.function)) say(['view', 'tiles', i, 'function'], `function ${tile.function} is not in profile.json`);
  });
  for (const { path, figure, by } of figuresOf(topic.view)) checkFigure(at, path, figure, by, known, report);
}

type Placed = { path: JsonPath; figure: FigureRef; by?: string };

/** Every figure of a view with the place where it is named. */
function figuresOf(view: NonNullable<TopicFile['view']>): Placed[] {
  const tiles = view.tiles.map((figure, i): Placed => ({ path: ['view', 'tiles', i], figure }));
  const panels = (['left', 'center', 'right', 'bottom'] as const).flatMap((place) => view[place].flatMap((panel, i) => ofPanel(panel, ['view', place, i])));
  return [...tiles, ...panels];
}

function ofPanel(panel: Panel, path: JsonPath): Placed[] {
  switch (panel.kind) {
    case 'abnormal':
    case 'tickets':
      return [];
    case 'trends':
      return [{ path, figure: panel }];
    case 'map':
      return [{ path, figure: panel }, ...panel.analysis.map((figure, i) => ({ path: [...path, 'analysis', i], figure }))];
    case 'regions':
      return panel.columns.map((figure, i) => ({ path: [...path, 'columns', i], figure }));
    case 'breakdown':
      return [{ path, figure: panel, by: panel.by }];
    case 'lines':
      return panel.series.map((figure, i) => ({ path: [...path, 'series', i], figure }));
    default:
      return panel satisfies never;
  }
}

/** A figure by dimensions is readable only if the indicator keeps that very set of dimensions as series. */
function checkFigure(at: At, path: JsonPath, figure: FigureRef, by: string | undefined, known: Known, report: Report): void {
  if (!known.indicators.has(figure.indicator)) {
    report(at.file, at.lineOf([...path, 'indicator']), `indicator ${figure.indicator} is not in indicators.json`);
    return;
  }
  const indicator = known.indicator(figure.indicator);
  if (indicator?.computed) {
    const why = 'a screen adds up minutes as they come, and a computed figure has none of its own: show its parts';
    report(at.file, at.lineOf([...path, 'indicator']), `${figure.indicator} is computed and is not shown live: ${why}`);
    return;
  }
  const wanted = [...Object.keys(figure.dims ?? {}), ...(by === undefined ? [] : [by])];
  if (!indicator || wanted.length === 0) return;
  const kept = indicator.keeps.some((names) => names.length === wanted.length && wanted.every((name) => names.includes(name)));
  if (!kept) report(at.file, at.lineOf([...path, by === undefined ? 'dims' : 'by']), `${figure.indicator} keeps no series by ${wanted.join(' and ')}`);
}
