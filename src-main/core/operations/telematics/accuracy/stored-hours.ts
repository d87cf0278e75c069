import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import { hourMs, readHours, saveHour, type StoredHour } from './repository.ts';
import {
  addTally,
  bytesOfTally,
  createTallySum,
  slotCountOf,
  tallyOfBytes,
  type HourTally,
  type TallySum,
} from './tally.ts';

// On threads of their own: of 10,000 vehicles an hour is 2 MB of counts, most of them nought.
const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** So far back a question reaches; what is older is forgotten. */
const keptHours = 24;

async function tallyOf({
  body,
  slotCount,
  sampledSeconds,
  blindSeconds,
}: StoredHour): Promise<HourTally | null> {
  const tally = tallyOfBytes(await inflate(body), slotCount);
  return tally && { ...tally, sampledSeconds, blindSeconds };
}

/** The hours that are over, as rows. */
export function createStoredHours(database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>) {
  return {
    async save(hourStartMs: number, tally: HourTally): Promise<void> {
      const { sampledSeconds, blindSeconds } = tally;
      const slotCount = slotCountOf(tally);
      const body = await deflate(bytesOfTally(tally));
      const hour = { hourStartMs, slotCount, sampledSeconds, blindSeconds, body };
      await database.transaction((trx) => saveHour(trx, hour, hourStartMs - keptHours * hourMs));
    },
    /** An hour as it was stored last; `null`: it was not. */
    async read(hourStartMs: number): Promise<HourTally | null> {
      const [hour] = await readHours(database.db, hourStartMs, hourStartMs + 1);
      return hour ? tallyOf(hour) : null;
    },
    /** All that was counted in the hours that begin in [fromMs, toMs), and the first of them. */
    async sum(
      fromMs: number,
      toMs: number,
      slotCount: number,
    ): Promise<{ sum: TallySum; firstMs: number | null }> {
      const sum = createTallySum(slotCount);
      const hours = await readHours(database.db, fromMs, toMs);
      for (const hour of hours) {
        const tally = await tallyOf(hour);
        if (tally !== null) addTally(sum, tally);
      }
      return { sum, firstMs: hours[0]?.hourStartMs ?? null };
    },
  };
}
