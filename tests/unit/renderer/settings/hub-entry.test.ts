import { expect, it } from 'vitest';
import { isHubAddress } from '../../../../src-renderer/settings/hub-entry.ts';

it.each([
  ['https://hub.example.com', true],
  ['http://127.0.0.1:7460', true],
  ['hub.example.com', false],
  ['https://', false],
  ['ftp://hub.example.com', false],
  ['', false],
])('takes %s as the address of a hub: %s', (entered, isOne) => {
  expect(isHubAddress(entered)).toBe(isOne);
});
