/**
 * What Chromium says of a media request differs by handler and by version: a list of kinds, or one kind. `unknown` is what
 * it says where it asks whether device names may be read, and for a loudspeaker to be chosen.
 */
export function isMicrophoneOnly(details: object): boolean {
  const kinds: unknown[] = [];
  if ('mediaTypes' in details && Array.isArray(details.mediaTypes))
    kinds.push(...(details.mediaTypes as unknown[]));
  if ('mediaType' in details) kinds.push(details.mediaType);
  return kinds.length > 0 && kinds.every((kind) => kind === 'audio' || kind === 'unknown');
}
