import type { CallQuality } from '../../src-main/core/operations/twilio/calls/contract.ts';
import type { QualityFault, SoftphoneCall } from '../../src-main/shell/phone/contract.ts';
import { qualityFaults } from '../../src-main/shell/phone/softphone.wire.ts';

/** One second of a phone call, as the SDK measured it. */
export interface QualitySample {
  readonly mos: number | null;
  readonly roundTripMs: number | null;
  readonly jitterMs: number | null;
  readonly packetLossPercent: number | null;
}

/** The SDK's warnings (statsMonitor of 2.18.5) as what is wrong. */
const faultOfWarning: Readonly<Record<string, QualityFault>> = {
  'low-bytes-received': 'noSoundIn',
  'ice-connectivity-lost': 'connectionLost',
  'low-bytes-sent': 'noSoundOut',
  'high-packet-loss': 'packetLoss',
  'high-packets-lost-fraction': 'packetLoss',
  'high-rtt': 'roundTrip',
  'high-jitter': 'jitter',
  'low-mos': 'lowScore',
  'constant-audio-input-level': 'silentMicrophone',
};

/** A muted microphone gives no sound on purpose. */
export function gravestFault(warnings: readonly string[], isMuted: boolean): QualityFault | null {
  const faults = new Set(warnings.map((name) => faultOfWarning[name]));
  return (
    qualityFaults.find((fault) => faults.has(fault) && !(isMuted && fault === 'silentMicrophone')) ?? null
  );
}

export const qualityNow = (
  sample: QualitySample,
  warnings: readonly string[],
  isMuted: boolean,
): SoftphoneCall['quality'] => ({ ...sample, fault: gravestFault(warnings, isMuted) });

interface Track {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  readonly min: number;
}

/** Sums over a phone call, small whatever its length. */
export interface QualityTotals {
  readonly sampleCount: number;
  readonly mos: Track;
  readonly roundTripMs: Track;
  readonly jitterMs: Track;
  readonly packetLossPercent: Track;
  readonly warnings: readonly string[];
}

const noTrack: Track = { count: 0, sum: 0, max: Number.NEGATIVE_INFINITY, min: Number.POSITIVE_INFINITY };
export const noQuality: QualityTotals = {
  sampleCount: 0,
  mos: noTrack,
  roundTripMs: noTrack,
  jitterMs: noTrack,
  packetLossPercent: noTrack,
  warnings: [],
};

const warningCountMax = 20;

const withValue = (track: Track, value: number | null): Track =>
  value === null
    ? track
    : {
        count: track.count + 1,
        sum: track.sum + value,
        max: Math.max(track.max, value),
        min: Math.min(track.min, value),
      };

export function addSample(totals: QualityTotals, sample: QualitySample): QualityTotals {
  return {
    ...totals,
    sampleCount: totals.sampleCount + 1,
    mos: withValue(totals.mos, sample.mos),
    roundTripMs: withValue(totals.roundTripMs, sample.roundTripMs),
    jitterMs: withValue(totals.jitterMs, sample.jitterMs),
    packetLossPercent: withValue(totals.packetLossPercent, sample.packetLossPercent),
  };
}

export const addWarning = (totals: QualityTotals, name: string): QualityTotals =>
  totals.warnings.includes(name) || totals.warnings.length >= warningCountMax
    ? totals
    : { ...totals, warnings: [...totals.warnings, name] };

const mean = ({ count, sum }: Track) => (count === 0 ? null : sum / count);
const extreme = (track: Track, which: 'min' | 'max') => (track.count === 0 ? null : track[which]);

/** For the call log. */
export const qualitySummary = (totals: QualityTotals): CallQuality => ({
  sampleCount: totals.sampleCount,
  mosMean: mean(totals.mos),
  mosMin: extreme(totals.mos, 'min'),
  roundTripMsMean: mean(totals.roundTripMs),
  roundTripMsMax: extreme(totals.roundTripMs, 'max'),
  jitterMsMean: mean(totals.jitterMs),
  jitterMsMax: extreme(totals.jitterMs, 'max'),
  packetLossPercent: mean(totals.packetLossPercent),
  warnings: [...totals.warnings],
});
