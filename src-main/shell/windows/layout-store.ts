import { screen } from 'electron';
import Store from 'electron-store';
import {
  placeFor,
  placesSchema,
  rememberPlace,
  type WindowKind,
  type WindowPlace,
  type WindowPlaces,
} from './places.ts';

export interface LayoutStore {
  /** Where the window belongs on the displays there are now; `null` when that is not known or could not be seen. */
  placeOf(kind: WindowKind): WindowPlace | null;
  rememberPlace(kind: WindowKind, place: WindowPlace): void;
  /** Whether the wall's window was open when the desk was last closed. */
  wallIsOpen(): boolean;
  rememberWall(isOpen: boolean): void;
}

/** The windows of this workstation and their places. A file that cannot be read means: as on the first day. */
export function openLayoutStore(folder: string): LayoutStore {
  const store = new Store<{ places?: Partial<Record<WindowKind, unknown>>; wallIsOpen?: unknown }>({
    cwd: folder,
    name: 'windows',
    clearInvalidConfig: true,
  });
  const readPlaces = (kind: WindowKind): WindowPlaces =>
    placesSchema.catch([]).parse(store.get('places')?.[kind]);
  const readDisplays = () => screen.getAllDisplays();
  return {
    placeOf: (kind) => {
      const displays = readDisplays();
      const bounds = displays.map((display) => display.bounds);
      const workAreas = displays.map((display) => display.workArea);
      return placeFor(readPlaces(kind), bounds, workAreas);
    },
    rememberPlace: (kind, place) => {
      const bounds = readDisplays().map((display) => display.bounds);
      store.set('places', { ...store.get('places'), [kind]: rememberPlace(readPlaces(kind), bounds, place) });
    },
    wallIsOpen: () => store.get('wallIsOpen') === true,
    rememberWall: (isOpen) => store.set('wallIsOpen', isOpen),
  };
}
