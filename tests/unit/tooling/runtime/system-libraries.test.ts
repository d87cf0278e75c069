import { describe, expect, it } from 'vitest';
import { missingLibraries } from '../../../../src-main/tooling/runtime/system-libraries.ts';

describe('missingLibraries', () => {
  it('names each library the linker did not find, once', () => {
    const ldd = `	linux-vdso.so.1 (0x00007ffd)
	libnss3.so => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
	libatk-1.0.so.0 => not found
	libnss3.so => not found
`;
    expect(missingLibraries(ldd)).toEqual(['libatk-1.0.so.0', 'libnss3.so']);
  });
});
