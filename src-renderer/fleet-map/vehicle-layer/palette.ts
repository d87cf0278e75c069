export type MapTheme = 'light' | 'dark';

type Rgb = readonly [red: number, green: number, blue: number];

/** Colours of one theme. Status never rests on colour alone: each has a shape of its own, see `shapeOf`. */
export interface VehiclePalette {
  /** By the status byte of the wire: unknown, moving, stopped, idle, off. Then: position no longer current. */
  readonly status: readonly [Rgb, Rgb, Rgb, Rgb, Rgb, Rgb];
  /** Rim that parts a marker from the map under it. */
  readonly casing: Rgb;
  /** Inside of hollow markers and of cluster badges. */
  readonly surface: Rgb;
  readonly mark: Rgb;
  readonly selection: Rgb;
  readonly hover: Rgb;
  readonly text: string;
  readonly textHalo: string;
  readonly badgeText: string;
}

const rgb = (hex: number): Rgb => [(hex >> 16) / 255, ((hex >> 8) & 0xff) / 255, (hex & 0xff) / 255];

/** Teal, amber and violet stay apart for the three common kinds of colour blindness, in lightness as well. */
export const vehiclePalettes: Readonly<Record<MapTheme, VehiclePalette>> = {
  light: {
    status: [rgb(0x8a8f98), rgb(0x00795c), rgb(0x5b54b8), rgb(0xd98a00), rgb(0x6b7480), rgb(0x8a929e)],
    casing: rgb(0xffffff),
    surface: rgb(0xffffff),
    mark: rgb(0xc2410c),
    selection: rgb(0x1668dc),
    hover: rgb(0x33404f),
    text: '#18212b',
    textHalo: 'rgba(255,255,255,0.92)',
    badgeText: '#18212b',
  },
  dark: {
    status: [rgb(0x9aa3ad), rgb(0x2ec79d), rgb(0x9d97f2), rgb(0xf5b13d), rgb(0x8b96a3), rgb(0x76818e)],
    casing: rgb(0x10161d),
    surface: rgb(0x1b242e),
    mark: rgb(0xff8a4c),
    selection: rgb(0x4c9bff),
    hover: rgb(0xe6edf5),
    text: '#e9eff5',
    textHalo: 'rgba(12,17,23,0.9)',
    badgeText: '#e9eff5',
  },
};
