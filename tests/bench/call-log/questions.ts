import {
  callOutcomes,
  dispositions,
} from '../../../src-main/core/operations/twilio/calls/call-status.wire.ts';
import type { LogQuestion } from '../../../src-main/core/operations/twilio/calls/call-log.ts';
import { firstPositionOf } from '../../../src-main/core/operations/twilio/calls/repository.ts';
import { createRandom } from '../rules/random.ts';
import { endMs, intervalMs } from './fill.ts';
import { createOffice, nameWords, noteWords } from './world.ts';

/** As the desk asks (src-renderer/call-log/use-call-pages.ts). */
const pageCount = 100;
/** What is asked of few calls: a log of ten thousand has little more of them, and a short page would flatter it. */
const fewCount = 20;
const veryFewCount = 5;

const plain: LogQuestion = {
  directions: [],
  outcomes: [],
  dispositions: [],
  number: null,
  driverId: null,
  vehicleId: null,
  hasRecording: false,
  hasNote: false,
  isUnreturned: false,
  fromMs: null,
  toMs: null,
  search: '',
  cursor: null,
  countMax: pageCount,
};

const dayMs = 86_400_000;

/** Each makes the n-th of its questions. Those of a name also hold for words typed half. */
function createKinds(random: () => number) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const { people } = createOffice();
  const drivers = people.filter(({ kind }) => kind === 'driver');
  const person = (change: Partial<LogQuestion>) => ({ ...plain, countMax: fewCount, ...change });
  const search = (text: string, change: Partial<LogQuestion> = {}) => ({ ...plain, search: text, ...change });
  return {
    firstPage: () => plain,
    laterPage: () => ({
      ...plain,
      cursor: firstPositionOf(endMs - Math.floor(1_000 + random() * 8_000) * intervalMs),
    }),
    lastDay: () => ({ ...plain, fromMs: endMs - dayMs }),
    searchLetters: () => search(pick(nameWords).slice(0, 2 + Math.floor(random() * 3))),
    searchLastName: () => search(pick(nameWords)),
    searchHalfName: () => search(pick(nameWords).slice(0, 6)),
    searchFullName: () => search(pick(drivers).name ?? '', { countMax: fewCount }),
    searchNumber: () => search(pick(people).number.slice(2), { countMax: veryFewCount }),
    searchNumberEnd: () => search(pick(people).number.slice(-4), { countMax: veryFewCount }),
    searchNoteWord: () => search(pick(noteWords)),
    searchNameAndNote: () => search(`${pick(nameWords)} ${pick(noteWords)}`, { countMax: veryFewCount }),
    searchNameMissed: () => search(pick(nameWords), { outcomes: ['missed'], countMax: fewCount }),
    searchNothing: () => search(`${pick(nameWords)} zebra`),
    unreturned: () => ({ ...plain, isUnreturned: true, countMax: fewCount }),
    outcome: () => ({ ...plain, outcomes: [pick(callOutcomes.slice(0, 6))] }),
    incoming: () => ({ ...plain, directions: ['incoming' as const] }),
    disposition: () => ({ ...plain, dispositions: [pick(dispositions)] }),
    noted: () => ({ ...plain, hasNote: true }),
    recorded: () => ({ ...plain, hasRecording: true }),
    driver: () => person({ driverId: pick(drivers).id }),
    driverMissed: () => person({ driverId: pick(drivers).id, outcomes: ['missed'], countMax: 1 }),
    recordedWithNote: () => ({ ...plain, hasRecording: true, hasNote: true }),
  } as const satisfies Record<string, () => LogQuestion>;
}

export type QuestionKind = keyof ReturnType<typeof createKinds>;

export function createQuestions(countEach: number, seed: number): ReadonlyMap<QuestionKind, LogQuestion[]> {
  const kinds = createKinds(createRandom(seed));
  const entries = Object.entries(kinds) as [QuestionKind, () => LogQuestion][];
  return new Map(entries.map(([kind, make]) => [kind, Array.from({ length: countEach }, make)]));
}
