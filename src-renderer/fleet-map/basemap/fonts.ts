import type { StyleSpecification } from 'maplibre-gl';
import regular from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import italic from '@fontsource/noto-sans/files/noto-sans-latin-400-italic.woff2?url';
import semiBold from '@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url';
import regularExtended from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url';
import italicExtended from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-italic.woff2?url';
import semiBoldExtended from '@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url';

type FontFaces = NonNullable<StyleSpecification['font-faces']>;

/** As the font's own style sheet declares them. What neither file covers is drawn with the system's fonts. */
const latinRange = [
  'U+0000-00FF',
  'U+0131',
  'U+0152-0153',
  'U+02BB-02BC',
  'U+02C6',
  'U+02DA',
  'U+02DC',
  'U+2000-206F',
];
const extendedRange = [
  'U+0100-02BA',
  'U+02BD-02C5',
  'U+02C7-02CC',
  'U+02CE-02D7',
  'U+02DD-02FF',
  'U+1E00-1EFF',
];

/** Font files of the app itself: no glyph server, and text looks the same on every system. */
export function fontFaces(origin: string): FontFaces {
  const face = (latin: string, extended: string) => [
    { url: new URL(latin, origin).href, 'unicode-range': latinRange },
    { url: new URL(extended, origin).href, 'unicode-range': extendedRange },
  ];
  return {
    'Noto Sans Regular': face(regular, regularExtended),
    'Noto Sans Medium': face(semiBold, semiBoldExtended),
    'Noto Sans Italic': face(italic, italicExtended),
  };
}
