/** `--quick`: a twentieth, for a look while developing; the log weighs too much then for the bytes to hold. */
export const fixCountOf = (workload: { readonly fixCount: number }, benchArguments: readonly string[]) =>
  benchArguments.includes('--quick') ? workload.fixCount / 20 : workload.fixCount;
