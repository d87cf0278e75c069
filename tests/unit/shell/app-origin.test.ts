import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appStartUrl, isAppUrl } from '../../../src-main/shell/app-origin.ts';

describe('origin of the app', () => {
  it('accepts the start page and files beside it', () => {
    expect(isAppUrl(appStartUrl)).toBe(true);
    expect(isAppUrl('app://switchyard/assets/a.js?x#y')).toBe(true);
  });

  it.each([
    'app://switchyard.evil/index.html',
    'app://evil@switchyard/index.html',
    'app://switchyard:8080/index.html',
    'https://switchyard/index.html',
    'file:///index.html',
    'about:blank',
    '',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('refuses %s', (url) => {
    expect(isAppUrl(url)).toBe(false);
  });

  it('refuses every web address', () => {
    fc.assert(fc.property(fc.webUrl(), (url) => !isAppUrl(url)));
  });
});
