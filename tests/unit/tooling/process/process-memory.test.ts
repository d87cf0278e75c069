import { describe, expect, it } from 'vitest';
import { parsePrivateBytes, roleOf } from '../../../../src-main/tooling/process/process-memory.ts';

describe('private memory', () => {
  it('is what no other process shares: private clean and dirty pages', () => {
    const rollup = `00400000-7ffe [rollup]
Rss:               90000 kB
Pss:               50000 kB
Shared_Clean:      30000 kB
Private_Clean:       100 kB
Private_Dirty:      2000 kB
`;
    expect(parsePrivateBytes(rollup)).toBe(2_100 * 1_024);
  });
});

describe('roleOf', () => {
  it('tells the processes of an app apart by how they were started', () => {
    expect(roleOf('/x/electron /app', true)).toBe('main');
    expect(roleOf('/x/electron --type=renderer --lang=en', false)).toBe('renderer');
    expect(roleOf('/x/electron --type=gpu-process', false)).toBe('gpu-process');
    expect(
      roleOf('/x/electron --type=utility --utility-sub-type=network.mojom.NetworkService --lang=en', false),
    ).toBe('network.mojom.NetworkService');
    expect(roleOf('/x/node /app/out/main/core-node.cjs', false)).toBe('core');
  });
});
