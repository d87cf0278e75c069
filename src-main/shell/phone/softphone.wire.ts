/** Words and limits that the phone host, the shell and the desks share. Imports nothing: windows read it too. */

/** How the desk's own leg of a phone call ended. */
export const legEndings = [
  /** A person at this desk hung up. */
  'hungUpHere',
  /** The other side did, or the call was completed elsewhere (a transfer, a merge). */
  'hungUpThere',
  /** A person at this desk refused it. */
  'declined',
  /** It stopped ringing here: answered elsewhere, or the caller gave up. */
  'stoppedRinging',
  'busy',
  'noAnswer',
  /** The connection broke before or during the phone call and could not be saved. */
  'lost',
  'microphoneDenied',
  'microphoneMissing',
  /** The telephone service refused or failed; `code` says how. */
  'failed',
] as const;

/** What weakens a phone call, gravest first: each has one sentence of advice (`phone:advice.…`). */
export const qualityFaults = [
  'noSoundIn',
  'connectionLost',
  'noSoundOut',
  'packetLoss',
  'roundTrip',
  'jitter',
  'lowScore',
  'silentMicrophone',
] as const;

export const hotkeyActions = ['answer', 'hangUp', 'mute', 'hold', 'doNotDisturb'] as const;

export const softphoneLimits = {
  callCount: 8,
  digitCount: 32,
  deviceCount: 64,
  orderCount: 64,
  /** A mute timer of more is a forgotten one. */
  muteMsMax: 60 * 60_000,
} as const;
