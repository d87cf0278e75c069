import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../../src-main/core/platform/metrics.ts';
import { settle } from '../../../support/manual-clock.ts';
import { networkError, ok, setUp, silence, status, type Answer } from './http-rig.ts';

describe('an answer', () => {
  it('comes as text with the server clock', async () => {
    const { outcome } = setUp([ok('<html>', { date: 'Sun, 22 Nov 2026 12:00:05 GMT' })]);
    const { response } = await outcome();
    expect(response).toMatchObject({ status: 200, text: '<html>', dateMs: Date.UTC(2026, 10, 22, 12, 0, 5) });
  });

  it('has no server clock when the header is missing or nonsense', async () => {
    expect((await setUp([ok('', { date: 'soon' })]).outcome()).response?.dateMs).toBeNull();
    expect((await setUp([ok()]).outcome()).response?.dateMs).toBeNull();
  });

  it('joins bytes of one character that arrive apart', async () => {
    const bytes = new TextEncoder().encode('Zürich');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const { response } = await setUp([() => Promise.resolve(new Response(stream))]).outcome();
    expect(response?.text).toBe('Zürich');
  });

  it('is refused past the size limit, without reading on', async () => {
    let pulledCount = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          pulledCount += 1;
          controller.enqueue(new Uint8Array(1_000));
        },
      });
    const { failure } = setUp([() => Promise.resolve(new Response(endless()))], { bodyBytesMax: 10_000 });
    expect(await failure()).toMatchObject({ code: 'http/body-too-large', data: { bytesMax: 10_000 } });
    expect(pulledCount).toBeLessThan(15);
  });
});

describe('a request', () => {
  it('carries method, headers, body and the query, lists as repeated keys', async () => {
    const { outcome, sent } = setUp([ok()]);
    await outcome({
      method: 'POST',
      headers: { Authorization: 'Bearer x' },
      body: 'a',
      query: { types: 'gps,fuel', tagIds: ['1', '2'] },
    });
    expect(sent[0]?.url).toBe('https://api.example.com/fleet?types=gps%2Cfuel&tagIds=1&tagIds=2');
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      headers: { Authorization: 'Bearer x' },
      body: 'a',
    });
  });

  it('follows no redirect: a captive portal must not get it', async () => {
    const { failure, sent } = setUp([status(302, { location: 'http://portal.example' })]);
    expect(await failure()).toMatchObject({ code: 'http/status', data: { status: 302 } });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init?.redirect).toBe('manual');
  });
});

describe('a failure', () => {
  it('by status says what the server said, as text and cut short', async () => {
    const html = `<html>${'x'.repeat(5_000)}`;
    const { failure } = setUp([status(502, { date: 'Sun, 22 Nov 2026 12:00:05 GMT' }, html)]);
    const error = await failure();
    expect(error.code).toBe('http/status');
    expect(error.data).toMatchObject({
      status: 502,
      retryAfterMs: null,
      dateMs: Date.UTC(2026, 10, 22, 12, 0, 5),
      endpoint: 'fleet',
      host: 'api.example.com',
    });
    expect(String(error.data.bodyStart)).toHaveLength(500);
  });

  it('by time-out comes on time, also when fetch ignores its signal', async () => {
    const { clock, request } = setUp([silence], { retry: { attemptCountMax: 1 } });
    const failing = expect(request()).rejects.toMatchObject({
      code: 'http/timeout',
      data: { timeoutMs: 1_000 },
    });
    await clock.advance(1_000);
    await failing;
    expect(clock.sleeperCount()).toBe(0);
  });

  it('by time-out counts the body too', async () => {
    const stuck = () =>
      Promise.resolve(new Response(new ReadableStream({ pull: () => new Promise(() => undefined) })));
    expect(await setUp([stuck], { retry: { attemptCountMax: 1 } }).failure()).toMatchObject({
      code: 'http/timeout',
    });
  });

  it('by the network keeps its cause', async () => {
    const error = await setUp([networkError], { retry: { attemptCountMax: 1 } }).failure();
    expect(error.code).toBe('http/unreachable');
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});

describe('giving up', () => {
  it.each([
    ['before sending', [ok()], 0],
    ['while the answer is awaited', [silence], 100],
    ['between attempts', [status(503)], 100],
  ])('%s ends as http/aborted and leaves nothing waiting', async (_when, answers, afterMs) => {
    const { clock, request } = setUp(answers as Answer[]);
    const aborting = new AbortController();
    if (afterMs === 0) aborting.abort();
    const failing = expect(request({ signal: aborting.signal })).rejects.toMatchObject({
      code: 'http/aborted',
    });
    await clock.advance(afterMs);
    aborting.abort();
    await failing;
    expect(clock.sleeperCount()).toBe(0);
  });
});

describe('retries', () => {
  it.each([408, 429, 500, 503])('try again after %i', async (code) => {
    const { outcome, askedAtMs } = setUp([status(code), networkError, ok('fine')]);
    expect((await outcome()).response?.text).toBe('fine');
    expect(askedAtMs).toEqual([0, 500, 1_500]);
  });

  it.each([400, 401, 403, 404, 405])('do not repeat after %i', async (code) => {
    const { failure, askedAtMs } = setUp([status(code)]);
    expect(await failure()).toMatchObject({ data: { status: code } });
    expect(askedAtMs).toHaveLength(1);
  });

  it('never send a POST twice', async () => {
    const { failure, askedAtMs } = setUp([status(503)]);
    expect(await failure({ method: 'POST' })).toMatchObject({ code: 'http/status' });
    expect(askedAtMs).toHaveLength(1);
  });

  it('stop after the last attempt', async () => {
    const { failure, askedAtMs } = setUp([status(500)], { retry: { attemptCountMax: 3 } });
    await failure();
    expect(askedAtMs).toHaveLength(3);
  });

  it('spread over the whole pause', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (share) => {
        const { outcome, askedAtMs } = setUp([status(500), ok()], { random: () => share });
        await outcome();
        expect(askedAtMs[1]).toBe(Math.ceil(share * 500));
      }),
      { numRuns: 30 },
    );
  });

  it('wait for a Retry-After with a fraction of a second', async () => {
    const { outcome, askedAtMs } = setUp([status(429, { 'retry-after': '0.40235' }), ok()], {
      random: () => 0,
    });
    expect((await outcome()).response?.status).toBe(200);
    expect(askedAtMs).toEqual([0, 403]);
  });

  it('wait for a Retry-After that is a date, by the server clock', async () => {
    const headers = { date: 'Sun, 22 Nov 2026 15:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 15:00:07 GMT' };
    const { outcome, askedAtMs } = setUp([status(503, headers), ok()], { random: () => 0 });
    await outcome();
    expect(askedAtMs).toEqual([0, 7_000]);
  });

  it('leave a long Retry-After to the caller', async () => {
    const { failure, askedAtMs } = setUp([status(429, { 'retry-after': '3600' })]);
    expect(await failure()).toMatchObject({
      code: 'http/rate-limited',
      data: { status: 429, retryAfterMs: 3_600_000 },
    });
    expect(askedAtMs).toHaveLength(1);
  });
});

describe('limits', () => {
  const limits = { global: { perSecond: 100, burst: 100 }, endpoints: { fleet: { perSecond: 5, burst: 2 } } };

  it('let a burst through, then keep the pace', async () => {
    const { clock, request, askedAtMs } = setUp([ok()], { limits });
    const all = Promise.all(Array.from({ length: 6 }, () => request()));
    await clock.advance(2_000);
    await all;
    expect(askedAtMs).toEqual([0, 0, 200, 400, 600, 800]);
  });

  it('hold for everyone after a 429, not only for the one who got it', async () => {
    const { clock, request, askedAtMs } = setUp([status(429, { 'retry-after': '2' }), ok()], {
      limits,
      random: () => 0,
    });
    const first = request();
    await settle();
    const second = request();
    await clock.advance(5_000);
    await Promise.all([first, second]);
    expect(askedAtMs[0]).toBe(0);
    expect(Math.min(...askedAtMs.slice(1))).toBeGreaterThanOrEqual(2_000);
  });

  it('hold a whole line of waiters back, who then go one by one', async () => {
    const { clock, request, askedAtMs } = setUp([status(429, { 'retry-after': '2' }), ok()], {
      limits,
      random: () => 0,
    });
    const all = Promise.all(Array.from({ length: 6 }, () => request()));
    await clock.advance(10_000);
    await all;
    expect(askedAtMs.slice(0, 2)).toEqual([0, 0]);
    const after = askedAtMs.slice(2);
    expect(after).toHaveLength(5);
    expect(after[0]).toBeGreaterThanOrEqual(2_000);
    expect((after.at(-1) ?? 0) - (after[0] ?? 0)).toBeGreaterThanOrEqual(600);
  });

  it('refuse at once what would wait too long', async () => {
    const { request, failure } = setUp([ok()], {
      limits: { ...limits, endpoints: { fleet: { perSecond: 0.1, burst: 1 } } },
      waitMsMax: 5_000,
    });
    await request();
    expect(await failure()).toMatchObject({
      code: 'http/rate-limited',
      data: { status: null, retryAfterMs: 10_000 },
    });
  });

  it('give a turn back when its owner gives up', async () => {
    const { clock, request, askedAtMs } = setUp([ok()], { limits });
    await Promise.all([request(), request()]);
    const aborting = new AbortController();
    const givenUp = expect(request({ signal: aborting.signal })).rejects.toMatchObject({
      code: 'http/aborted',
    });
    await settle();
    aborting.abort();
    await givenUp;
    const next = request();
    await clock.advance(200);
    await next;
    expect(askedAtMs).toEqual([0, 0, 200]);
  });

  it('hold over any pattern of requests', async () => {
    const gapsMs = fc.array(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 25, size: 'max' });
    await fc.assert(
      fc.asyncProperty(gapsMs, async (gaps) => {
        const { clock, request, askedAtMs } = setUp([ok()], { limits });
        const all: Promise<unknown>[] = [];
        for (const gapMs of gaps) {
          all.push(request());
          await clock.advance(gapMs);
        }
        await clock.advance(60_000);
        await Promise.all(all);
        expect(askedAtMs).toHaveLength(gaps.length);
        for (const [index, fromMs] of askedAtMs.entries()) {
          for (let count = 1; index + count <= askedAtMs.length; count += 1) {
            const spanMs = (askedAtMs[index + count - 1] ?? 0) - fromMs;
            expect(count).toBeLessThanOrEqual(2 + (spanMs / 1_000) * 5 + 1e-9);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('survive a clock that is set back by years', async () => {
    const { clock, request, askedAtMs } = setUp([ok()], { limits });
    await Promise.all([request(), request()]);
    clock.jumpTo(clock.nowMs() - 10 * 365 * 86_400_000);
    const third = request();
    await clock.advance(200);
    await third;
    expect(askedAtMs).toHaveLength(3);
  });
});

describe('metrics', () => {
  it('count requests by endpoint and outcome', async () => {
    const metrics = createMetrics();
    const { outcome } = setUp([status(500), ok()], { metrics });
    await outcome();
    const counts = metrics.snapshot().filter(({ name }) => name === 'http.requests');
    expect(counts.map((reading) => reading.labels.outcome)).toEqual(['500', '200']);
  });
});
