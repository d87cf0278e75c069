import type { ReceptionFault, ReceptionReport } from './contract.ts';

/** The phone host reports every ten seconds; two reports may be lost. */
export const hostSilentAfterMs = 35_000;
/** The service's heartbeat comes every few seconds; the SDK itself gives up after 15 s without a word. */
export const socketSilentAfterMs = 20_000;

export interface HeardReport {
  readonly report: ReceptionReport;
  readonly receivedAtMs: number;
}

/** Whether calls reach this desk, as measured. `null`: they do. */
export function receptionFault(
  hasAccount: boolean,
  heard: HeardReport | null,
  nowMs: number,
): ReceptionFault | null {
  if (!hasAccount) return 'notConfigured';
  if (heard === null) return 'noPhoneHost';
  const { report, receivedAtMs } = heard;
  if (nowMs - receivedAtMs > hostSilentAfterMs) return 'phoneHostSilent';
  if (report.tokenExpiresAtMs === null) return 'noToken';
  if (report.tokenExpiresAtMs <= nowMs) return 'tokenExpired';
  if (report.registration !== 'registered') return 'notRegistered';
  if (report.heardAtMs === null || nowMs - report.heardAtMs > socketSilentAfterMs) return 'socketSilent';
  if (report.testRing?.state === 'failed') return 'testRingFailed';
  if (report.microphone === 'denied') return 'microphoneDenied';
  if (report.microphone === 'missing') return 'microphoneMissing';
  return null;
}
