export type MapTheme = 'light' | 'dark';

/**
 * Colours of the ground. Low contrast on purpose: vehicles are what the eye has to find. Names keep at least 4.5:1 to
 * the land they stand on; borders are told apart by width and dash as well as by shade.
 */
export interface MapPalette {
  readonly water: string;
  readonly shore: string;
  readonly land: string;
  readonly river: string;
  readonly countryBorder: string;
  readonly stateBorder: string;
  readonly countyBorder: string;
  readonly halo: string;
  readonly country: string;
  readonly state: string;
  readonly county: string;
  readonly city: string;
  readonly town: string;
  readonly waterName: string;
  readonly road: string;
  readonly roadMajor: string;
  readonly roadCasing: string;
  readonly roadName: string;
  readonly wooded: string;
  readonly builtUp: string;
  readonly building: string;
}

export const mapPalettes: Readonly<Record<MapTheme, MapPalette>> = {
  light: {
    water: '#cbdae4',
    shore: '#b3c6d3',
    land: '#f5f5f2',
    river: '#bfd1dd',
    countryBorder: '#9a9fa8',
    stateBorder: '#bcc0c6',
    countyBorder: '#dadbdc',
    halo: 'rgba(247,247,245,0.92)',
    country: '#5c6470',
    state: '#646c79',
    county: '#696f79',
    city: '#48515d',
    town: '#5d6570',
    waterName: '#4f6c80',
    road: '#e2e0d9',
    roadMajor: '#d3cdbc',
    roadCasing: '#bdb6a4',
    roadName: '#5d5a50',
    wooded: '#e9eee4',
    builtUp: '#ecebe7',
    building: '#e2e1dd',
  },
  dark: {
    water: '#10171e',
    shore: '#2a3742',
    land: '#1d242c',
    river: '#131c25',
    countryBorder: '#66717d',
    stateBorder: '#45505b',
    countyBorder: '#2c353f',
    halo: 'rgba(22,28,34,0.92)',
    country: '#a3aeba',
    state: '#8794a1',
    county: '#86929e',
    city: '#b0bac5',
    town: '#94a0ac',
    waterName: '#6f8ba1',
    road: '#2c353f',
    roadMajor: '#3b4650',
    roadCasing: '#131920',
    roadName: '#98a3ae',
    wooded: '#1d2829',
    builtUp: '#222a33',
    building: '#272f38',
  },
};
