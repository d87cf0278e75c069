import { expect, it } from 'vitest';
import { createMetrics } from '../../../../src-main/core/platform/metrics.ts';

it('the same name and labels, in any order, are the same series', () => {
  const metrics = createMetrics();
  metrics.counter('requests', { a: '1', b: '2' }).add();
  metrics.counter('requests', { b: '2', a: '1' }).add(2);
  metrics.counter('requests', { a: 'other' }).add();
  expect(metrics.snapshot()).toMatchObject([
    { kind: 'counter', value: 3 },
    { kind: 'counter', value: 1 },
  ]);
});

it('a gauge keeps the last value, a histogram the spread', () => {
  const metrics = createMetrics();
  metrics.gauge('size').set(5);
  metrics.gauge('size').set(4);
  for (const valueMs of [0, 1, 1.5, 40, 41, 99_999]) metrics.histogram('duration').observe(valueMs);
  const [size, duration] = metrics.snapshot();
  expect(size).toMatchObject({ kind: 'gauge', value: 4 });
  expect(duration).toMatchObject({ kind: 'histogram', count: 6, max: 99_999 });
  if (duration?.kind !== 'histogram') throw new Error('not a histogram');
  expect(duration.counts.reduce((total, count) => total + count)).toBe(6);
  expect(duration.counts[0]).toBe(2);
  expect(duration.counts[duration.bounds.indexOf(40)]).toBe(1);
  expect(duration.counts.at(-1)).toBe(1);
});

it('a label that never ends does not fill the memory', () => {
  const metrics = createMetrics();
  for (let id = 0; id < 5_000; id += 1) metrics.counter('oops', { id: String(id) }).add();
  expect(metrics.snapshot()).toHaveLength(1_000);
});
