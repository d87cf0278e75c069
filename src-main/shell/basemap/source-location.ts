import { win32 } from 'node:path';
import { AppError } from '../../core/platform/errors.ts';
import { isLoopback } from '../../core/platform/loopback.ts';

/** Where the setting `basemapSource` points. */
export type SourceLocation =
  | { readonly kind: 'embedded' }
  /** An archive on this machine or a share. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'archive'; readonly url: string }
  | { readonly kind: 'template'; readonly url: string }
  /** TileJSON or a style: told apart by what they contain. */
  | { readonly kind: 'document'; readonly url: string };

/**
 * An address that may be asked for map data: https, or a server on this very machine. Names and passwords in it are
 * refused, since they would end up in logs.
 */
export function checkAddress(text: string, base?: string): string {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw new AppError('basemap/unsupported-address', `not an address: ${text.slice(0, 200)}`);
  }
  const isLocal = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !isLocal) {
    throw new AppError('basemap/insecure-address', `only https addresses are used, not ${url.protocol}//`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError('basemap/unsupported-address', 'an address must not carry a name or password');
  }
  return url.href;
}

const isTemplate = (text: string): boolean => ['{z}', '{x}', '{y}'].every((mark) => text.includes(mark));

/** Absolute on the system it is meant for; a relative path would depend on where the app was started. */
const isAbsolutePath = (text: string): boolean => text.startsWith('/') || win32.isAbsolute(text);

/**
 * Reads the setting. Throws `basemap/unsupported-address` or `basemap/insecure-address` for what can never work.
 * Nothing is opened here.
 */
export function parseSourceLocation(setting: string): SourceLocation {
  const text = setting.trim();
  if (text === '') return { kind: 'embedded' };
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) {
    if (!isAbsolutePath(text) || !/\.pmtiles$/i.test(text)) {
      throw new AppError(
        'basemap/unsupported-address',
        'expected the full path of a .pmtiles file or an address',
      );
    }
    return { kind: 'file', path: text };
  }
  if (isTemplate(text)) {
    checkAddress(text);
    return { kind: 'template', url: text };
  }
  const url = checkAddress(text);
  return { kind: /\.pmtiles$/i.test(new URL(url).pathname) ? 'archive' : 'document', url };
}
