import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GeofenceVersion } from '../../../../../../src-main/core/operations/telematics/geofences/contract.ts';
import {
  decide,
  isSameVersion,
  versionOfAddress,
  type Sides,
  type Verdict,
} from '../../../../../../src-main/core/operations/telematics/geofences/geofence-sync.ts';
import { circleAt } from './geofence-fixture.ts';

const versionOf = (name: string): GeofenceVersion => ({
  name,
  type: 'yard',
  area: circleAt(0, 0, 200),
  tags: [],
  notes: null,
});

/** The two sides after the verdict was carried out; `null`: it is not there. */
function carryOut(sides: Sides, verdict: Verdict): Sides {
  const { mine, theirs } = sides;
  switch (verdict.kind) {
    case 'create':
    case 'update':
      if (mine === null) throw new Error('nothing to send');
      return { ...sides, base: mine, theirs: mine, isLinked: true };
    case 'delete':
      return { ...sides, base: null, theirs: 'absent', isLinked: false };
    case 'adopt':
      return { ...sides, mine: verdict.version, base: verdict.version };
    case 'agree':
      return { ...sides, base: verdict.version };
    case 'forget':
      return { ...sides, mine: null, base: null, isLinked: false };
    case 'conflict':
    case 'localOnly':
    case 'inSync':
      return { ...sides, theirs };
  }
}

const version = fc.constantFrom('one', 'two', 'three').map(versionOf);
const sidesArbitrary: fc.Arbitrary<Sides> = fc.record({
  base: fc.option(version),
  mine: fc.option(version),
  theirs: fc.oneof(version, fc.constant('absent' as const)),
  isShared: fc.boolean(),
  isLinked: fc.boolean(),
  isPrecious: fc.boolean(),
});

describe('what is to be done about two versions', () => {
  it('comes to rest after a few steps, both sides the same or a person asked', () => {
    fc.assert(
      fc.property(sidesArbitrary, (start) => {
        let sides = start;
        const seen: string[] = [];
        for (let step = 0; step < 4; step += 1) {
          const verdict = decide(sides);
          seen.push(verdict.kind);
          if (['inSync', 'localOnly', 'forget', 'conflict'].includes(verdict.kind)) break;
          sides = carryOut(sides, verdict);
        }
        expect(['inSync', 'localOnly', 'forget', 'conflict']).toContain(seen.at(-1));
        if (seen.at(-1) === 'inSync' && sides.mine !== null && typeof sides.theirs !== 'string') {
          expect(isSameVersion(sides.mine, sides.theirs)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('never overwrites a change that the other side made since they agreed', () => {
    fc.assert(
      fc.property(sidesArbitrary, (sides) => {
        const { base, theirs, isLinked } = sides;
        if (!isLinked || typeof theirs === 'string') return;
        const isChangedThere = base === null || !isSameVersion(base, theirs);
        const { kind } = decide(sides);
        if (isChangedThere) expect(kind).not.toBe('update');
        if (isChangedThere && sides.isShared) expect(kind).not.toBe('delete');
      }),
      { numRuns: 1_000 },
    );
  });

  it('never gives up what was drawn here because a list does not name it', () => {
    const verdict = decide({
      base: versionOf('one'),
      mine: versionOf('one'),
      theirs: 'absent',
      isShared: true,
      isLinked: true,
      isPrecious: true,
    });
    expect(verdict).toMatchObject({ kind: 'conflict', theirs: null });
  });

  it('does not take what Samsara cannot hold for a difference', () => {
    const ours: GeofenceVersion = { ...versionOf('Dock'), type: 'fuel', notes: ' ' };
    const address = {
      id: '1',
      name: 'Dock',
      formattedAddress: null,
      area: ours.area,
      type: null,
      tags: [],
      notes: null,
    };
    const theirs = versionOfAddress(address, 'fuel');
    expect(theirs?.type).toBe('fuel');
    expect(theirs !== null && isSameVersion(ours, theirs)).toBe(true);
    expect(versionOfAddress({ ...address, area: { kind: 'unplaced' } })).toBeNull();
    expect(isSameVersion(ours, { ...ours, type: 'yard' })).toBe(false);
  });
});
