import { beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../../../../src-main/core/platform/errors.ts';
import { blindMutants, mutants } from './mutants.ts';
import { simulate, simulateRollback, Violated, type Templates } from './run.ts';
import { createTemplate } from './sim-database.ts';
import { createHubTemplate } from './world.ts';

/** `npm run test:full` runs thousands; the same seed is the same life on every machine. */
const seedCount = Number(process.env['SWITCHYARD_SIMULATION_SEEDS'] ?? 30);
const firstSeed = Number(process.env['SWITCHYARD_SIMULATION_FIRST_SEED'] ?? 1);
/** Of those that an honest office passes above: what is found is the mistake's doing. */
const mutantSeedCount = 30;

let templates: Templates;
beforeAll(async () => {
  const desk = await createTemplate();
  templates = { desk, hub: await createHubTemplate(desk) };
});

const named = (seed: number) => (error: unknown) => {
  throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
};

/** The first seed that finds it, or null. */
async function seedThatFinds(work: (seed: number) => Promise<unknown>): Promise<number | null> {
  for (let seed = 1; seed <= mutantSeedCount; seed += 1) {
    const isFound = await work(seed).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Violated || isAppError(error)) return true;
        throw error;
      },
    );
    if (isFound) return seed;
  }
  return null;
}

describe('many desks, one hub, a bad network and crashes at any statement', () => {
  it(`lose nothing, double nothing and agree in the end, for ${seedCount} seeds from ${firstSeed}`, async () => {
    for (let seed = firstSeed; seed < firstSeed + seedCount; seed += 1) {
      await simulate(seed, templates).catch(named(seed));
    }
  }, 1_800_000);

  it('notice a hub that was put back or has another past, for every seed', async () => {
    for (let seed = firstSeed; seed < firstSeed + Math.ceil(seedCount / 5); seed += 1) {
      await simulateRollback(seed, templates).catch(named(seed));
    }
  }, 1_800_000);

  it.each(Object.entries(mutants))('catch the mistake: %s', async (_name, mutation) => {
    expect(await seedThatFinds((seed) => simulate(seed, templates, { mutation }))).not.toBeNull();
  });

  it.each(Object.entries(blindMutants))('catch the mistake: %s', async (_name, mutation) => {
    expect(await seedThatFinds((seed) => simulateRollback(seed, templates, mutation))).not.toBeNull();
  });

  it('come to the same whatever the desks believe the time to be', async () => {
    const year = 365 * 86_400_000;
    for (const seed of [101, 102, 103]) {
      const skewed = { skewMs: [0, 10 * year, -10 * year, 1] };
      const [one, other] = [await simulate(seed, templates), await simulate(seed, templates, skewed)];
      const withoutKeys = (text: string) => (JSON.parse(text) as { balances: string }).balances;
      expect(withoutKeys(other)).toBe(withoutKeys(one));
    }
  });
});
