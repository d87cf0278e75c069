import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStat, treeOf, type ProcessInfo } from '../../../../src-main/tooling/process/process-tree.ts';

const info = (processId: number, parentId: number, groupId = 1): ProcessInfo => ({
  processId,
  parentId,
  groupId,
  commandLine: '',
});
const idsOf = (members: readonly ProcessInfo[]) =>
  members.map(({ processId }) => processId).sort((a, b) => a - b);

describe('parseStat', () => {
  it('reads parent and group behind a name with blanks and brackets', () => {
    expect(parseStat('42 (a) b) (c) S 7 40 40 0 -1')).toEqual({ parentId: 7, groupId: 40 });
  });

  it('leaves out a process that has ended and only waits to be reaped', () => {
    expect(parseStat('42 (Xvfb) Z 1 42 42 0 -1')).toBeNull();
  });
});

describe('treeOf', () => {
  it('finds grandchildren, and members of the group whose parent has ended', () => {
    const processes = [info(10, 1, 10), info(11, 10, 10), info(12, 11, 12), info(13, 1, 10), info(14, 1, 14)];
    expect(idsOf(treeOf(10, processes))).toEqual([10, 11, 12, 13]);
  });

  it('holds exactly those from which parents lead to the root, in any order of the list', () => {
    const parents = fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(parents, fc.infiniteStream(fc.nat()), (chosenParents, order) => {
        // Process 2 is the root; each later one has any earlier one, or process 1, as its parent.
        const processes = chosenParents.map((choice, index) => info(index + 2, (choice % (index + 1)) + 1));
        const parentOf = new Map(processes.map(({ processId, parentId }) => [processId, parentId]));
        const leadsToRoot = (id: number): boolean =>
          id === 2 || (parentOf.has(id) && leadsToRoot(parentOf.get(id)!));
        const shuffled = processes
          .map((process) => ({ process, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ process }) => process);
        const expected = processes.map(({ processId }) => processId).filter(leadsToRoot);
        expect(idsOf(treeOf(2, shuffled))).toEqual(expected);
      }),
    );
  });
});
