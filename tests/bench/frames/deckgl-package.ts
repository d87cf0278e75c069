import path from 'node:path';
import { ensurePeer } from '../peer-package.ts';

/** Folder with deck.gl's packages. Throws `bench/peer-fetch`. */
export async function ensureDeckgl(): Promise<string> {
  const folder = await ensurePeer({
    name: 'deckgl',
    version: '9.4.0',
    packageNames: ['@deck.gl/core', '@deck.gl/layers', '@deck.gl/maplibre'],
    npmArguments: ['--legacy-peer-deps'],
  });
  return path.join(folder, 'node_modules');
}
