import { describe, expect, it } from 'vitest';
import {
  nameOfDisplays,
  placeFor,
  rememberPlace,
  type WindowPlace,
  type WindowPlaces,
} from '../../../../src-main/shell/windows/places.ts';

const laptop = { x: 0, y: 0, width: 1_920, height: 1_080 };
const onTheWall = { x: 1_920, y: 0, width: 3_840, height: 2_160 };
const at = (x: number, change: Partial<WindowPlace> = {}): WindowPlace => ({
  ...{ x, y: 20, width: 1_200, height: 800, isMaximized: false, isFullScreen: false },
  ...change,
});

describe('the place of a window', () => {
  const docked = [laptop, onTheWall];
  const places = rememberPlace(rememberPlace([], [laptop], at(100)), docked, at(2_500));

  it('is another one for every set of displays', () => {
    expect(placeFor(places, [laptop], [laptop])).toEqual(at(100));
    expect(placeFor(places, docked, docked)).toEqual(at(2_500));
  });

  it('does not depend on the order in which the system lists the displays', () => {
    expect(nameOfDisplays([onTheWall, laptop])).toBe(nameOfDisplays(docked));
  });

  it('is not restored where nobody could see it: its display was unplugged', () => {
    const onlyDocked = rememberPlace([], docked, at(2_500));
    expect(placeFor(onlyDocked, [laptop], [laptop])).toBeNull();
  });

  it('on displays never seen before is the last one, if that can be seen', () => {
    const projector = { x: 1_920, y: 0, width: 1_280, height: 720 };
    expect(placeFor(places, [laptop, projector], [laptop, projector])).toEqual(at(2_500));
    const below = { x: 0, y: 1_080, width: 1_280, height: 720 };
    expect(placeFor(places, [laptop, below], [laptop, below])).toBeNull();
  });

  it('needs a title bar that can be taken hold of', () => {
    const tooHigh = rememberPlace([], [laptop], at(100, { y: -300 }));
    expect(placeFor(tooHigh, [laptop], [laptop])).toBeNull();
  });

  it('is remembered for a limited number of sets of displays, the newest', () => {
    const displays = (index: number) => [{ ...laptop, width: 1_000 + index }];
    let many: WindowPlaces = [];
    for (let index = 0; index < 40; index += 1) many = rememberPlace(many, displays(index), at(index));
    many = rememberPlace(many, displays(30), at(99));
    expect(many.length).toBe(12);
    expect(placeFor(many, displays(30), [laptop])).toEqual(at(99));
    expect(many.some((known) => known.displays === nameOfDisplays(displays(27)))).toBe(false);
  });
});
