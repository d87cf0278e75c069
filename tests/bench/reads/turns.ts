import { summarize } from '../frames/statistics.ts';

/** Answers a question; what it hands back puts the answer into words for comparing, which is not timed. */
export type Reader<Question> = (question: Question) => Promise<() => string>;

interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const warmUpCount = 10;

/**
 * Asks all readers the same questions, in turns, so that a noisy moment of the machine hits all of them; the first ones
 * are asked once before, so that code and files are warm. Throws when two answer differently, unless they may: a store
 * that was filled for less long lacks what came later for the same time.
 */
export async function takeTurns<Name extends string, Question>(
  readers: Readonly<Record<Name, Reader<Question>>>,
  questions: readonly Question[],
  { mayDiffer = false } = {},
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(readers) as Name[];
  for (const question of questions.slice(0, warmUpCount)) {
    for (const name of names) await readers[name](question);
  }
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (const [number, question] of questions.entries()) {
    const answers = new Map<string, Name>();
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + number) % names.length]!;
      const before = process.cpuUsage();
      const startMs = performance.now();
      const answer = await readers[name](question);
      const wallMs = performance.now() - startMs;
      const { user, system } = process.cpuUsage(before);
      samples[name].push({ wallMs, cpuMs: (user + system) / 1_000 });
      answers.set(answer(), name);
    }
    if (answers.size > 1 && !mayDiffer) {
      throw new Error(
        `different answers to ${JSON.stringify(question)} by ${[...answers.values()].join(', ')}`,
      );
    }
  }
  return samples;
}

export const figuresOf = (samples: readonly Sample[]) => ({
  ms: summarize(samples.map(({ wallMs }) => wallMs)),
  cpuMs: summarize(samples.map(({ cpuMs }) => cpuMs)),
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Median over the questions of what one took, divided by what the other took for the same question. */
export function pairedRatio(
  ours: readonly Sample[],
  theirs: readonly Sample[],
  measure: keyof Sample,
): number {
  const ratios = ours.map((sample, at) => sample[measure] / theirs[at]![measure]).sort((a, b) => a - b);
  const middle = ratios[Math.floor(ratios.length / 2)];
  if (middle === undefined || sum(ratios) === 0) throw new Error('nothing was measured');
  return Number(middle.toFixed(3));
}
