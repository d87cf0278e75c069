/** The versions of the API that this hub speaks, newest first. */
export const spokenVersions = [2, 1] as const;
export type ApiVersion = (typeof spokenVersions)[number];

/** `1, 2`: what a client says it speaks; `null` when it does not say. Anything else is nothing. */
export function readVersions(header: string | undefined): readonly number[] | null {
  if (header === undefined) return null;
  return header
    .split(',')
    .map((part) => Number(part.trim()))
    .filter((version) => Number.isInteger(version) && version > 0);
}

/** The newest version that both speak. */
export const commonVersion = (versions: readonly number[]): ApiVersion | null =>
  spokenVersions.find((version) => versions.includes(version)) ?? null;
