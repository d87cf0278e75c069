export type BasemapSourceFault = 'invalidProtocol' | 'invalidUrl' | 'invalidFile' | 'tooLong';

const lengthMax = 1_000;
const isAbsolutePath = (source: string): boolean => /^(\/|[a-z]:[\\/]|\\\\)/i.test(source);
const namesProtocol = (source: string): boolean => /^[a-z][a-z0-9+.-]+:/i.test(source);

/** Why this cannot be a map source, or `null`. Empty is the embedded map; whether the map answers shows when it is used. */
export function basemapSourceFault(source: string): BasemapSourceFault | null {
  const trimmed = source.trim();
  if (trimmed === '') return null;
  if (trimmed.length > lengthMax) return 'tooLong';
  if (isAbsolutePath(trimmed)) return trimmed.toLowerCase().endsWith('.pmtiles') ? null : 'invalidFile';
  if (!namesProtocol(trimmed)) return trimmed.includes('.pmtiles') ? 'invalidFile' : 'invalidUrl';
  if (!URL.canParse(trimmed)) return 'invalidUrl';
  const url = new URL(trimmed);
  if (url.protocol !== 'https:') return 'invalidProtocol';
  return url.hostname === '' ? 'invalidUrl' : null;
}
