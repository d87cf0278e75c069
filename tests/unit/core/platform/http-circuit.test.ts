import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../../src-main/core/platform/errors.ts';
import { settle } from '../../../support/manual-clock.ts';
import { networkError, ok, setUp, silence, status, type Answer } from './http-rig.ts';

describe('the circuit', () => {
  const once = { attemptCountMax: 1 };

  async function breakIt(answers: readonly Answer[]) {
    const rig = setUp(answers, { retry: once });
    for (let count = 0; count < 5; count += 1) await rig.request().catch(() => undefined);
    return rig;
  }

  it('opens after five failures in a row and asks nobody meanwhile', async () => {
    const { request, askedAtMs } = await breakIt([status(500)]);
    await expect(request()).rejects.toMatchObject({
      code: 'http/circuit-open',
      data: { retryAfterMs: 2_000 },
    });
    expect(askedAtMs).toHaveLength(5);
  });

  it('lets one through after the rest, and closes when that one succeeds', async () => {
    const failures = Array.from({ length: 5 }, () => networkError);
    const { clock, request, askedAtMs } = await breakIt([...failures, ok()]);
    await clock.advance(1_999);
    await expect(request()).rejects.toMatchObject({ code: 'http/circuit-open' });
    await clock.advance(1);
    expect((await request()).status).toBe(200);
    expect((await request()).status).toBe(200);
    expect(askedAtMs).toHaveLength(7);
  });

  it('rests longer each time the probe fails, up to half a minute', async () => {
    const { clock, request } = await breakIt([status(500)]);
    const restsMs: unknown[] = [];
    for (let count = 0; count < 6; count += 1) {
      await clock.advance(30_000);
      await expect(request()).rejects.toMatchObject({ code: 'http/status' });
      await request().catch((error: unknown) => isAppError(error) && restsMs.push(error.data.retryAfterMs));
    }
    expect(restsMs).toEqual([4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('does not take a given-up probe for health', async () => {
    const failures = Array.from({ length: 5 }, () => networkError);
    const { clock, request, askedAtMs } = await breakIt([...failures, silence]);
    await clock.advance(2_000);
    const aborting = new AbortController();
    const probe = expect(request({ signal: aborting.signal })).rejects.toMatchObject({
      code: 'http/aborted',
    });
    await settle();
    aborting.abort();
    await probe;
    await expect(request()).rejects.toMatchObject({ code: 'http/circuit-open' });
    expect(askedAtMs).toHaveLength(6);
  });

  it('does not count refusals: a wrong token is no outage', async () => {
    const { request, askedAtMs } = await breakIt([status(401)]);
    await expect(request()).rejects.toMatchObject({ code: 'http/status' });
    expect(askedAtMs).toHaveLength(6);
  });

  it('is per host', async () => {
    const failures = Array.from({ length: 5 }, () => networkError);
    const { request } = await breakIt([...failures, ok()]);
    expect((await request({ url: 'https://other.example.com/' })).status).toBe(200);
  });

  it('does not stay open when the clock is set back', async () => {
    const failures = Array.from({ length: 5 }, () => networkError);
    const { clock, request } = await breakIt([...failures, ok()]);
    clock.jumpTo(clock.nowMs() - 86_400_000);
    expect((await request()).status).toBe(200);
  });

  it('reports what opened it to the request during which it opened', async () => {
    const { failure, askedAtMs } = setUp([status(503)], { retry: { attemptCountMax: 9 }, random: () => 0 });
    expect(await failure()).toMatchObject({ code: 'http/status', data: { status: 503 } });
    expect(askedAtMs).toHaveLength(5);
  });
});
