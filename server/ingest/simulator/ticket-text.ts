import { MINUTE } from '../../core/indicator/window.ts';
import type { TicketProgressedData, TicketReportedData } from '../../wire/events.ts';
import { MATTERS, type Matter } from './matters.ts';
import { makeEvent, type SimEvent, sourceOf } from './parts.ts';
import { impossibleIdNumber, impossibleName, impossiblePhone } from './people.ts';
import { cumulate, Random } from './random.ts';
import { ordinaryCount, type PlannedStep, type TicketPlan } from './ticket-plan.ts';
import { ANSWERS, ASKS, DIRECT_ANSWERS, ESTATES, FIRMS, FOLLOW_BAD, FOLLOW_GOOD, OPENERS, RETURN_REASONS, ROADS, SINCE, WORDING } from './ticket-words.ts';
import type { World, WorldCity } from './world.ts';

/** How requests come in, and their shares. */
export const CHANNELS = ['phone', 'app', 'wechat', 'web', 'sms', 'letter'];
export const CHANNEL_WEIGHTS = cumulate([62, 17, 12, 7, 1, 1]);
const EPISODE_MATTERS: Record<string, string[]> = { rainstorm: ['flood', 'flood', 'power', 'tree'], water_cut: ['water'], wage_dispute: ['wage'] };
const STREAM_MATTER = 21;
const STREAM_EARLIER = 22;
const STREAM_PERSON = 23;
const STREAM_STEP = 24;
const STREAM_SCENE = 25;

/** What a request is about and where: the same for a request and its repeats. */
type Scene = { matter: number; type: number; title: number; place: number; road: string; number: number; lon: number; lat: number };

const m = new Random(0);

export function ticketId(plan: TicketPlan): string {
  return `t-${(plan.minute / MINUTE).toString(36)}-${plan.city.adcode}-${plan.index}`;
}

/** The region that a planned request is reported in. */
export function ticketRegion(world: World, plan: TicketPlan): string {
  return plan.city.places[originOf(world, plan).scene.place]?.adcode ?? plan.city.adcode;
}

function originOf(world: World, plan: TicketPlan): { earlier: ReturnType<typeof earlierMatter>; scene: Scene } {
  const { city, minute, index } = plan;
  const earlier = plan.episode ? null : earlierMatter(world, city, minute, index);
  return { earlier, scene: plan.episode ? episodeScene(world, plan, plan.episode) : sceneOf(world, city, earlier?.minute ?? minute, earlier?.index ?? index) };
}

/** The event that reports a planned request. */
export function reportedEvent(world: World, plan: TicketPlan): SimEvent<TicketReportedData> {
  const { city, minute, index } = plan;
  const { earlier, scene } = originOf(world, plan);
  const person = earlier?.samePerson ? { minute: earlier.minute, index: earlier.index } : { minute, index };
  const r = new Random(world.seed, STREAM_PERSON, person.minute / MINUTE, city.key, person.index);
  const reporter = reporterOf(r);
  const words = wordsOf(world, scene, city, earlier !== null, reporter.phone ?? null, r);
  const place = city.places[scene.place];
  const code = world.matterCodes[scene.matter];
  const data: TicketReportedData = {
    channel: CHANNELS[r.index(CHANNEL_WEIGHTS)] as string,
    line: '12345',
    requestType: world.requestTypes[scene.type] ?? '其他',
    title: words.title,
    body: words.body,
    region: place?.adcode ?? city.adcode,
    reporter,
  };
  const entrance = r.next();
  if (entrance < 0.08) data.entrance = 'grassroots';
  else if (entrance < 0.1) data.entrance = 'petition';
  else if (entrance < 0.13) data.entrance = 'sector';
  if (r.chance(plan.episode ? 0.05 : 0.01)) data.urgent = true;
  if (code) data.category = code;
  const centre = place && place.lon !== null && place.lat !== null ? place : city;
  if (centre.lon !== null && centre.lat !== null) {
    data.location = {
      lon: round5(centre.lon + scene.lon * city.radius * (centre === city ? 1 : 0.4)),
      lat: round5(centre.lat + scene.lat * city.radius * (centre === city ? 1 : 0.4)),
      address: words.address,
    };
  }
  return makeEvent('tickets', 'cn.tongguan.ticket.reported.v1', ticketId(plan), world.text(plan.at), data);
}

/** The event of one step of a planned request. */
export function progressedEvent(world: World, plan: TicketPlan, n: number): SimEvent<TicketProgressedData> {
  const step = plan.steps[n] as PlannedStep;
  const id = ticketId(plan);
  m.reset(world.seed, STREAM_STEP, plan.minute / MINUTE, plan.city.key, plan.index, n);
  const data: TicketProgressedData = { ticketRef: { source: sourceOf('tickets'), id }, step: step.step };
  const units = plan.city.units;
  if (step.step === 'dispatch' || step.step === 'sign' || step.step === 'answer' || step.step === 'return') {
    // One unit keeps a request; a returned one goes to the next.
    const returned = plan.steps.findIndex((s) => s.step === 'return');
    const shift = returned >= 0 && n > returned ? 1 : 0;
    data.unit = units[(plan.index + plan.minute / MINUTE + shift) % units.length] as string;
  }
  if (step.step === 'return') data.reason = m.pick(RETURN_REASONS);
  else if (step.step === 'coordinate') data.reason = '涉及多个单位职责，请主办单位牵头会商。';
  else if (step.step === 'urge') data.reason = '诉求人来电催办。';
  else if (step.step === 'supervise') data.reason = '临近办理时限，列入督办。';
  else if (step.step === 'extend') data.reason = '需现场勘查并协调多个单位，申请延长办理时限。';
  else if (step.step === 'refuse') data.reason = '属于诉讼、仲裁等法定途径办理的事项，已告知诉求人。';
  else if (step.step === 'transfer') data.reason = '涉及人身安全，已转接110。';
  else if (step.step === 'redo') data.reason = '回访不满意，退回重新办理。';
  else if (step.step === 'answer') data.text = m.pick(ANSWERS);
  else if (step.step === 'direct_answer') data.text = m.pick(DIRECT_ANSWERS);
  else if (step.step === 'follow_up') {
    data.satisfied = step.satisfied === true;
    data.resolved = step.resolved === true;
    data.text = m.pick(step.satisfied ? FOLLOW_GOOD : FOLLOW_BAD);
  }
  return makeEvent('tickets', 'cn.tongguan.ticket.progressed.v1', `${id}-${n}`, world.text(step.at), data);
}

/** 12 % tell again of a matter of the last hours in the same city; half of those by the same person. */
function earlierMatter(world: World, city: WorldCity, minute: number, index: number): { minute: number; index: number; samePerson: boolean } | null {
  const r = new Random(world.seed, STREAM_EARLIER, minute / MINUTE, city.key, index);
  if (!r.chance(0.122)) return null;
  for (let tries = 0; tries < 12; tries++) {
    const then = minute - (1 + r.int(tries < 6 ? 180 : 900)) * MINUTE;
    const n = ordinaryCount(world, city, then);
    if (n > 0) return { minute: then, index: r.int(n), samePerson: r.chance(0.5) };
  }
  return null;
}

function sceneOf(world: World, city: WorldCity, minute: number, index: number): Scene {
  m.reset(world.seed, STREAM_MATTER, minute / MINUTE, city.key, index);
  const hour = new Date(minute + world.offset(minute)).getUTCHours();
  // Late callers mostly complain of noise.
  const matter = (hour >= 21 || hour < 1) && m.chance(0.3) ? 0 : m.index(world.matterWeights);
  return draw(city, matter, m.index(world.requestWeights));
}

function episodeScene(world: World, plan: TicketPlan, at: { index: number; run: number }): Scene {
  const kind = world.parts.demo.episodes[at.index]?.kind ?? 'rainstorm';
  m.reset(world.seed, STREAM_MATTER, plan.minute / MINUTE, plan.city.key, plan.index);
  const id = m.pick(EPISODE_MATTERS[kind] ?? ['other']);
  const matter = MATTERS.findIndex((x) => x.id === id);
  const complaint = Math.max(
    0,
    world.requestTypes.findIndex((t) => t.includes(kind === 'wage_dispute' ? '投诉' : '求助')),
  );
  const scene = draw(plan.city, matter, complaint);
  if (kind === 'rainstorm') return scene;
  // A cut or a dispute has one place: all who call mean the same.
  m.reset(world.seed, STREAM_SCENE, at.index, at.run, plan.city.key);
  const one = draw(plan.city, matter, complaint);
  return { ...one, lon: one.lon + scene.lon * 0.02, lat: one.lat + scene.lat * 0.02 };
}

function draw(city: WorldCity, matter: number, type: number): Scene {
  const about = MATTERS[matter] as Matter;
  const angle = m.next() * 2 * Math.PI;
  const radius = Math.min(1, Math.abs(m.normal()) * 0.45);
  return {
    matter,
    type,
    title: m.int(about.titles.length),
    place: city.places.length > 0 ? m.int(city.places.length) : -1,
    road: m.pick(ROADS),
    number: 1 + m.int(399),
    lon: Math.cos(angle) * radius,
    lat: Math.sin(angle) * radius,
  };
}

function wordsOf(world: World, s: Scene, city: WorldCity, again: boolean, phone: string | null, r: Random): { title: string; body: string; address: string } {
  const about = MATTERS[s.matter] as Matter;
  const place = city.places[s.place]?.name ?? city.name;
  const firm = about.id === 'wage' ? (FIRMS[s.number % FIRMS.length] as string) : null;
  const estate = about.id === 'property' || about.id === 'ebike' ? (ESTATES[s.number % ESTATES.length] as string) : null;
  const address = `${place}${s.road}${s.number}号${firm ?? estate ?? ''}`;
  const wording = WORDING.find((w) => world.requestTypes[s.type]?.includes(w.match));
  const title = wording ? wording.title(`${place}${s.road}`, about.topic) : `${place}${s.road}${firm ?? estate ?? ''}${about.titles[s.title] as string}`;
  const opener = again ? '再次反映：' : r.pick(OPENERS);
  const detail = wording?.match === '表扬' || wording?.match === '咨询' ? '' : `${about.details[s.title] as string}${r.pick(SINCE)}`;
  // Some leave a number in the text: the door must split it off.
  const contact = phone && r.chance(0.03) ? `联系电话${phone}。` : '';
  return { title, body: `${opener}${address}，${detail}${wording?.ask ?? r.pick(ASKS)}${contact}`, address };
}

function reporterOf(r: Random): NonNullable<TicketReportedData['reporter']> {
  const u = r.next();
  if (u < 0.02) return { anonymous: true };
  const reporter: NonNullable<TicketReportedData['reporter']> = { name: impossibleName(r), phone: impossiblePhone(r) };
  if (r.chance(0.15)) reporter.idNumber = impossibleIdNumber(r);
  if (u < 0.05) reporter.confidential = true;
  return reporter;
}

function round5(n: number): number {
  return Math.round(n * 1e5) / 1e5;
}
