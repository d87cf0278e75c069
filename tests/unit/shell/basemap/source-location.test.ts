import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkAddress, parseSourceLocation } from '../../../../src-main/shell/basemap/source-location.ts';

test.each([
  ['', { kind: 'embedded' }],
  ['  ', { kind: 'embedded' }],
  ['/maps/us.pmtiles', { kind: 'file', path: '/maps/us.pmtiles' }],
  ['C:\\Maps\\us.PMTILES', { kind: 'file', path: 'C:\\Maps\\us.PMTILES' }],
  ['\\\\server\\share\\us.pmtiles', { kind: 'file', path: '\\\\server\\share\\us.pmtiles' }],
  ['https://maps.example/us.pmtiles', { kind: 'archive', url: 'https://maps.example/us.pmtiles' }],
  [
    'https://maps.example/{z}/{x}/{y}.pbf?key=1',
    { kind: 'template', url: 'https://maps.example/{z}/{x}/{y}.pbf?key=1' },
  ],
  ['https://maps.example/style.json', { kind: 'document', url: 'https://maps.example/style.json' }],
  ['http://localhost:8080/tiles.json', { kind: 'document', url: 'http://localhost:8080/tiles.json' }],
])('reads %j', (setting, location) => {
  expect(parseSourceLocation(setting)).toEqual(location);
});

test.each([
  ['us.pmtiles', 'basemap/unsupported-address'],
  ['/etc/passwd', 'basemap/unsupported-address'],
  ['/maps/us.mbtiles', 'basemap/unsupported-address'],
  ['http://maps.example/style.json', 'basemap/insecure-address'],
  ['file:///etc/passwd', 'basemap/insecure-address'],
  ['ftp://maps.example/{z}/{x}/{y}', 'basemap/insecure-address'],
  ['https://user:secret@maps.example/style.json', 'basemap/unsupported-address'],
])('refuses %j', (setting, code) => {
  expect(() => parseSourceLocation(setting)).toThrow(expect.objectContaining({ code }));
});

const addressLike = fc
  .tuple(
    fc.constantFrom('http:', 'https:', 'file:', 'ftp:', 'data:', 'app:', 'HTTPS:', '', 'javascript:'),
    fc.constantFrom('//', '/', '', '\\\\'),
    fc.constantFrom('', 'user:secret@', '@', '127.0.0.1@'),
    fc.constantFrom('maps.example', 'localhost', 'localhost.evil', '127.0.0.1', '[::1]', '2130706433', ''),
    fc.string({ maxLength: 8 }),
  )
  .map((parts) => parts.join(''));

test('whatever is typed, only https or this machine is ever asked', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), addressLike), (text) => {
      let address: URL;
      try {
        address = new URL(checkAddress(text, 'https://maps.example/base/'));
      } catch {
        return;
      }
      const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
      expect(address.protocol === 'https:' || (isLocal && address.protocol === 'http:')).toBe(true);
      expect(address.username + address.password).toBe('');
    }),
    { numRuns: 500 },
  );
});
