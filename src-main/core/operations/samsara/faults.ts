import { z } from 'zod';

const list = z.array(z.unknown()).nullish().catch(null);
const faultCodesSchema = z.object({
  j1939: z.object({ diagnosticTroubleCodes: list }).nullish().catch(null),
  obdii: z
    .object({
      diagnosticTroubleCodes: z
        .array(z.object({ confirmedDtcs: list }).catch({}))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  oem: z.object({ diagnosticTroubleCodes: list }).nullish().catch(null),
});

/** Faults present now over all three kinds of bus; pending ones are not faults yet. */
export function countFaults(faultCodes: unknown): number {
  const { j1939, obdii, oem } = faultCodesSchema.parse(faultCodes);
  const confirmed = (obdii?.diagnosticTroubleCodes ?? []).map((code) => code.confirmedDtcs?.length ?? 0);
  return [
    j1939?.diagnosticTroubleCodes?.length ?? 0,
    ...confirmed,
    oem?.diagnosticTroubleCodes?.length ?? 0,
  ].reduce((sum, count) => sum + count, 0);
}
