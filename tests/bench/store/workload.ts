interface Workload {
  readonly fixCount: number;
  readonly vehicleCount: number;
}

const quickPart = 20;

/** `--quick`: a twentieth, for a look while developing; the log weighs too much then for the bytes to hold. */
export const fixCountOf = (workload: Workload, benchArguments: readonly string[]) =>
  benchArguments.includes('--quick') ? workload.fixCount / quickPart : workload.fixCount;

/** `--quick`: a twentieth of the vehicles, for as long as all of them. */
export function fleetSizeOf(
  { fixCount, vehicleCount }: Workload,
  benchArguments: readonly string[],
): Workload {
  const part = benchArguments.includes('--quick') ? quickPart : 1;
  return { fixCount: fixCount / part, vehicleCount: vehicleCount / part };
}
