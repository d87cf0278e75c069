import { projectToScreen, worldSizePixels } from './camera.ts';
import type { Camera } from './camera.ts';
import { badgeRadius } from './clusters.ts';
import type { FleetScene, Highlight } from './fleet-scene.ts';
import type { TextInstance } from './instances.ts';
import { placeLabels } from './labels.ts';
import type { LabelCandidate, Obstacle } from './labels.ts';
import { markerRadius } from './marker-style.ts';
import { shownX, shownY } from './motion.ts';
import type { VehiclePalette } from './palette.ts';
import { textHeightPixels, textPaddingPixels } from './text-atlas.ts';
import type { TextAtlas, TextSprite } from './text-atlas.ts';

export const labelCountMax = 300;
/** From here on every truck in view may have its name; further out only while there are few of them. */
const labelZoomMin = 9;
const fewVehicles = 120;
/** Names looked at per layout: bounds the work when thousands stand in view and all compete for little room. */
const candidateCountMax = 600;
/** Beyond the edge of the screen a marker is not laid out; its name comes with the next layout. */
const marginPixels = 24;
/** How the shader draws: the ring of a picked marker, and the tip of an arrow over the radius of other shapes. */
const haloPixels = 6;
const arrowReach = 1.2;

export interface LabelInput {
  readonly camera: Camera;
  readonly scene: FleetScene;
  readonly highlight: Highlight;
  readonly names: (slot: number) => string;
  readonly palette: VehiclePalette;
  readonly fontFamily: string;
  readonly labelsOn: boolean;
  readonly nowMs: number;
  /** Labelled last time: they keep their label if there is room, so that names do not flicker. */
  readonly previous: ReadonlySet<number>;
}

interface InView {
  readonly slot: number;
  readonly x: number;
  readonly y: number;
}

function singlesInView({ camera, scene, nowMs }: LabelInput): InView[] {
  const motion = scene.motion();
  const found: InView[] = [];
  const singles = scene.singles();
  const slack = (marginPixels + camera.width + camera.height) / worldSizePixels(camera);
  for (let at = singles.length - 1; at >= 0; at--) {
    const slot = singles[at]!;
    const x = shownX(motion, slot, nowMs);
    const y = shownY(motion, slot, nowMs);
    // A cheap look first: pitch only ever shows more of the world far away, where names are not wanted.
    if (Math.abs(x - camera.centerX) > slack || Math.abs(y - camera.centerY) > slack) continue;
    const screen = projectToScreen(camera, x, y);
    const outside =
      screen.x < -marginPixels ||
      screen.y < -marginPixels ||
      screen.x > camera.width + marginPixels ||
      screen.y > camera.height + marginPixels;
    if (!outside) found.push({ slot, x: screen.x, y: screen.y });
  }
  return found;
}

const isPicked = ({ selected, hovered, focused }: Highlight, slot: number): boolean =>
  selected.has(slot) || hovered === slot || focused === slot;

/** Picked vehicles first, then those that had a label, then the others in drawing order. */
function inOrder(inView: readonly InView[], input: LabelInput): InView[] {
  const { highlight, previous, scene, camera } = input;
  const forAll = input.labelsOn && (camera.zoom >= labelZoomMin || inView.length <= fewVehicles);
  const picked = inView.filter(({ slot }) => isPicked(highlight, slot));
  if (!forAll) return picked;
  const others = inView.filter(({ slot }) => !isPicked(highlight, slot) && !scene.isDimmed(slot));
  const kept = others.filter(({ slot }) => previous.has(slot));
  const fresh = others.filter(({ slot }) => !previous.has(slot));
  return [...picked, ...kept, ...fresh].slice(0, candidateCountMax);
}

export const countText = (count: number): string => {
  if (count < 1_000) return String(count);
  const thousands = count / 1_000;
  return `${thousands < 10 ? thousands.toFixed(1) : Math.round(thousands)}k`;
};

/** `null` when the atlas ran full on the way. */
function vehicleLabels(input: LabelInput, atlas: TextAtlas): TextInstance[] | null {
  const { camera, palette } = input;
  const style = { font: `500 11px ${input.fontFamily}`, colour: palette.text, halo: palette.textHalo };
  const inView = singlesInView(input);
  const radius = markerRadius(camera.zoom);
  const sprites = new Map<number, TextSprite>();
  const candidates: LabelCandidate[] = [];
  for (const { slot, x, y } of inOrder(inView, input)) {
    const name = input.names(slot);
    if (name === '') continue;
    const sprite = atlas.sprite(name, style);
    if (sprite === null) return null;
    sprites.set(slot, sprite);
    const width = sprite.width / camera.pixelRatio - 2 * textPaddingPixels;
    candidates.push({
      slot,
      x,
      y,
      width,
      reach: isPicked(input.highlight, slot) ? radius + haloPixels : radius * arrowReach,
    });
  }
  const obstacles: Obstacle[] = inView.map(({ x, y }) => ({ x, y, radius: radius - 1 }));
  for (const cluster of input.scene.clusters()) {
    obstacles.push({
      ...projectToScreen(camera, cluster.x, cluster.y),
      radius: badgeRadius(cluster.slots.length),
    });
  }
  const placed = placeLabels(candidates, obstacles, {
    width: camera.width,
    height: camera.height,
    labelHeight: textHeightPixels,
    labelCountMax,
  });
  return placed.flatMap(({ slot, offsetX, offsetY }) => {
    const sprite = sprites.get(slot);
    if (sprite === undefined) return [];
    return [{ sprite, slot, offsetX: offsetX - textPaddingPixels, offsetY: offsetY - textPaddingPixels }];
  });
}

function badgeCounts(input: LabelInput, atlas: TextAtlas): TextInstance[] | null {
  const style = { font: `600 11px ${input.fontFamily}`, colour: input.palette.badgeText, halo: null };
  const texts: TextInstance[] = [];
  for (const { x, y, slots } of input.scene.clusters()) {
    const sprite = atlas.sprite(countText(slots.length), style);
    if (sprite === null) return null;
    const width = sprite.width / input.camera.pixelRatio;
    const height = sprite.height / input.camera.pixelRatio;
    texts.push({ sprite, x, y, offsetX: -width / 2, offsetY: -height / 2 });
  }
  return texts;
}

/** All texts of a frame: the counts on the badges and the names that found room. Empties a full atlas and tries once more. */
export function layOutTexts(input: LabelInput, atlas: TextAtlas): TextInstance[] {
  const attempt = () => {
    const counts = badgeCounts(input, atlas);
    const names = counts === null ? null : vehicleLabels(input, atlas);
    return counts === null || names === null ? null : [...counts, ...names];
  };
  const first = attempt();
  if (first !== null) return first;
  atlas.clear(input.camera.pixelRatio);
  return attempt() ?? [];
}
