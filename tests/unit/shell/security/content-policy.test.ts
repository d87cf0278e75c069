import { describe, expect, it } from 'vitest';
import {
  contentSecurityPolicy,
  signallingSources,
} from '../../../../src-main/shell/security/content-policy.ts';

const policy = contentSecurityPolicy('abc', false);
const directives = new Map(policy.split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]));

describe('content security policy', () => {
  it('allows nothing that was not named', () => {
    expect(directives.get('default-src')).toEqual([`'none'`]);
  });

  it('holds no unsafe word, no wildcard and no web address', () => {
    expect(policy).not.toMatch(/unsafe-|\*|https?:|wss?:/);
  });

  it.each(['base-uri', 'form-action', 'frame-ancestors', 'object-src'])('closes %s', (directive) => {
    expect(directives.get(directive)).toEqual([`'none'`]);
  });

  it('demands trusted types and names one policy', () => {
    expect(directives.get('require-trusted-types-for')).toEqual([`'script'`]);
    expect(directives.get('trusted-types')).toHaveLength(1);
  });

  it('carries the nonce for styles only', () => {
    expect(directives.get('style-src')).toContain(`'nonce-abc'`);
    expect(directives.get('script-src')).toEqual([`'self'`]);
  });
});

describe('the phone host’s policy', () => {
  const connections = (sources: readonly string[]) =>
    /connect-src ([^;]*)/.exec(contentSecurityPolicy('abc', false, sources))?.[1];

  it('adds voice signalling at Twilio and nothing else', () => {
    expect(connections(signallingSources(null))).toBe(`'self' wss://*.twilio.com`);
  });

  it('adds the sandbox’s one loopback address in its place', () => {
    expect(connections(signallingSources('127.0.0.1:4711'))).toBe(`'self' ws://127.0.0.1:4711`);
    for (const host of ['10.0.0.1:1', '127.0.0.1.evil:80', 'x; script-src *']) {
      expect(connections(signallingSources(host))).toBe(`'self' wss://*.twilio.com`);
    }
  });
});
