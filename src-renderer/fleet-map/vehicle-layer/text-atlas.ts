/** A text drawn once into the atlas, in device pixels. */
export interface TextSprite {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly font: string;
  readonly colour: string;
  /** `null` for text on a plain ground of its own. */
  readonly halo: string | null;
}

export interface TextAtlas {
  /** Draws the text at first use. `null` when the atlas is full: call `clear` and ask again. */
  sprite(text: string, style: TextStyle): TextSprite | null;
  /** Forgets all sprites: another theme, another pixel ratio, a new context, or full. */
  clear(pixelRatio: number): void;
  readonly size: readonly [width: number, height: number];
  /** Hands what was drawn since the last call to `upload`, each piece once. */
  flush(upload: (left: number, top: number, pixels: ImageData) => void): void;
}

const atlasHeight = 1_024;
/** 4 MB of texture on an ordinary screen, 8 MB on a dense one: room for the 300 labels and the counts at once. */
const atlasWidthFor = (pixelRatio: number): number => (pixelRatio > 1.25 ? 2_048 : 1_024);
/** CSS pixels around a text for its halo. */
export const textPaddingPixels = 3;
export const textHeightPixels = 13;

/**
 * Whole words as sprites rather than single letters: names are few (only what is on screen, 300 at most) and the
 * browser's own shaping and kerning is kept. Rows of one height, filled from left to right.
 */
export function createTextAtlas(pixelRatioAtStart: number): TextAtlas {
  const atlasWidth = atlasWidthFor(pixelRatioAtStart);
  const canvas = new OffscreenCanvas(512, 64);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const sprites = new Map<string, TextSprite>();
  let pending: { left: number; top: number; pixels: ImageData }[] = [];
  let pixelRatio = pixelRatioAtStart;
  let nextLeft = 0;
  let nextTop = 0;

  const draw = (text: string, style: TextStyle): TextSprite | null => {
    if (context === null) return null;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.font = style.font;
    const wide = Math.ceil((context.measureText(text).width + 2 * textPaddingPixels) * pixelRatio);
    const width = Math.min(wide, canvas.width);
    const height = Math.ceil((textHeightPixels + 2 * textPaddingPixels) * pixelRatio);
    if (nextLeft + width > atlasWidth) {
      nextLeft = 0;
      nextTop += height;
    }
    if (nextTop + height > atlasHeight) return null;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const baseline = textPaddingPixels + textHeightPixels / 2 + 0.5;
    if (style.halo !== null) {
      context.strokeStyle = style.halo;
      context.lineWidth = 3.2;
      context.strokeText(text, textPaddingPixels, baseline);
    }
    context.fillStyle = style.colour;
    context.fillText(text, textPaddingPixels, baseline);
    const sprite = { left: nextLeft, top: nextTop, width, height };
    pending.push({ left: nextLeft, top: nextTop, pixels: context.getImageData(0, 0, width, height) });
    nextLeft += width;
    return sprite;
  };

  return {
    sprite(text, style) {
      const key = `${style.font}|${style.colour}|${text}`;
      const known = sprites.get(key);
      if (known !== undefined) return known;
      const drawn = draw(text, style);
      if (drawn !== null) sprites.set(key, drawn);
      return drawn;
    },
    clear(nextPixelRatio) {
      sprites.clear();
      pending = [];
      pixelRatio = nextPixelRatio;
      nextLeft = 0;
      nextTop = 0;
    },
    size: [atlasWidth, atlasHeight],
    flush(upload) {
      for (const { left, top, pixels } of pending) upload(left, top, pixels);
      pending = [];
    },
  };
}
