/** Label values keep series apart; keep them few (an endpoint, a queue), never an id. */
export type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(amount?: number): void;
}

export interface Gauge {
  set(value: number): void;
}

export interface Histogram {
  observe(value: number): void;
}

export type MetricReading =
  | {
      readonly kind: 'counter' | 'gauge';
      readonly name: string;
      readonly labels: Labels;
      readonly value: number;
    }
  | {
      readonly kind: 'histogram';
      readonly name: string;
      readonly labels: Labels;
      readonly count: number;
      readonly sum: number;
      readonly max: number;
      /** `counts[i]` observations were at most `bounds[i]` and above the bound before it; the last has no upper bound. */
      readonly bounds: readonly number[];
      readonly counts: readonly number[];
    };

export interface Metrics {
  counter(name: string, labels?: Labels): Counter;
  gauge(name: string, labels?: Labels): Gauge;
  histogram(name: string, labels?: Labels): Histogram;
  snapshot(): readonly MetricReading[];
}

/** A label that was an id by mistake would grow without end: past this, readings are dropped. */
const seriesCountMax = 1_000;
const durationBoundsMs = [1, 2, 5, 10, 20, 40, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

interface Series {
  read(): MetricReading;
}

function createNumberSeries(kind: 'counter' | 'gauge', name: string, labels: Labels) {
  let value = 0;
  return {
    add: (amount = 1) => {
      value += amount;
    },
    set: (next: number) => {
      value = next;
    },
    read: () => ({ kind, name, labels, value }),
  };
}

function createHistogramSeries(name: string, labels: Labels) {
  const counts = new Array<number>(durationBoundsMs.length + 1).fill(0);
  let count = 0;
  let sum = 0;
  let max = 0;
  return {
    observe: (value: number) => {
      const found = durationBoundsMs.findIndex((bound) => value <= bound);
      const index = found < 0 ? durationBoundsMs.length : found;
      counts[index] = (counts[index] ?? 0) + 1;
      count += 1;
      sum += value;
      max = Math.max(max, value);
    },
    read: () => ({
      kind: 'histogram' as const,
      name,
      labels,
      count,
      sum,
      max,
      bounds: durationBoundsMs,
      counts: [...counts],
    }),
  };
}

/** The process's own counters, gauges and histograms (of milliseconds). Asking twice for a name and labels gives the same one. */
export function createMetrics(): Metrics {
  const seriesByKey = new Map<string, Series>();

  function find<S extends Series>(kind: string, name: string, labels: Labels, create: () => S): S {
    const key = `${kind} ${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    const known = seriesByKey.get(key);
    // The key holds the kind, so what is stored under it was made by the same `create`.
    if (known) return known as S;
    const made = create();
    if (seriesByKey.size < seriesCountMax) seriesByKey.set(key, made);
    return made;
  }

  return {
    counter: (name, labels = {}) =>
      find('counter', name, labels, () => createNumberSeries('counter', name, labels)),
    gauge: (name, labels = {}) =>
      find('gauge', name, labels, () => createNumberSeries('gauge', name, labels)),
    histogram: (name, labels = {}) =>
      find('histogram', name, labels, () => createHistogramSeries(name, labels)),
    snapshot: () => [...seriesByKey.values()].map((series) => series.read()),
  };
}
