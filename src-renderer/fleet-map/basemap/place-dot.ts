const sidePixels = 24;
const radiusPixels = 5;
/** MapLibre's signed distance fields: the outline is where alpha is 3/4 of full, and 8 px span the whole range. */
const outlineAlpha = 0.75;
const rangePixels = 8;

/** A filled circle as a signed distance field, so that styles may give it any colour. */
export function placeDot(): { width: number; height: number; data: Uint8ClampedArray } {
  const data = new Uint8ClampedArray(sidePixels * sidePixels * 4);
  const middle = (sidePixels - 1) / 2;
  for (let y = 0; y < sidePixels; y += 1) {
    for (let x = 0; x < sidePixels; x += 1) {
      const beyondOutline = Math.hypot(x - middle, y - middle) - radiusPixels;
      data[(y * sidePixels + x) * 4 + 3] = 255 * (outlineAlpha - beyondOutline / rangePixels);
    }
  }
  return { width: sidePixels, height: sidePixels, data };
}
