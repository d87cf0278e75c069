import { beforeAll, describe, expect, it } from 'vitest';
import {
  freshnessCauses,
  freshnesses,
} from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { startText } from '../../../../src-renderer/app/text.ts';
import {
  freshnessSentence,
  headingText,
  vehicleWord,
} from '../../../../src-renderer/fleet-map/vehicle-text.ts';
import { row } from './vehicle-fixture.ts';

beforeAll(startText);

describe('words for a vehicle', () => {
  it('give the status while the position can be trusted', () => {
    expect(vehicleWord(row(1, { status: 'idle', freshness: 'delayed' }))).toBe('Idle');
  });

  it('give the cause when it cannot', () => {
    expect(vehicleWord(row(1, { freshness: 'lost', cause: 'unplugged' }))).toBe('Unplugged');
  });

  it('never show a key of the catalogue instead of words', () => {
    for (const freshness of freshnesses) {
      for (const cause of freshnessCauses) {
        const said = `${vehicleWord(row(1, { freshness, cause }))} ${freshnessSentence(row(1, { freshness, cause }))}`;
        expect(said).not.toMatch(/[a-z]\.[a-z]/);
      }
    }
  });

  it.each([
    [0, 'north'],
    [22, 'north'],
    [23, 'north-east'],
    [180, 'south'],
    [338, 'north'],
    [359, 'north'],
  ])('call %i degrees %s', (headingDeg, direction) => {
    expect(headingText(headingDeg)).toBe(direction);
  });
});
