import { anchoredMatrix } from './camera.ts';
import type { Camera } from './camera.ts';
import { createInstancedProgram } from './gl-program.ts';
import type { InstancedProgram } from './gl-program.ts';
import { badgeBytes, markerBytes, textBytes } from './instances.ts';
import type { InstanceBuffer, Origin } from './instances.ts';
import { markerRadius } from './marker-style.ts';
import type { VehiclePalette } from './palette.ts';
import {
  badgeFragmentShader,
  badgeVertexShader,
  markerFragmentShader,
  markerVertexShader,
  textFragmentShader,
  textVertexShader,
} from './shaders.ts';
import type { TextAtlas } from './text-atlas.ts';

export interface SceneBuffers {
  readonly markers: InstanceBuffer;
  readonly badges: InstanceBuffer;
  readonly texts: InstanceBuffer;
}

export interface GlRenderer {
  upload(buffers: SceneBuffers): void;
  draw(camera: Camera, origin: Origin, nowMs: number, palette: VehiclePalette): void;
  isLost(): boolean;
  destroy(): void;
}

interface Resources {
  readonly markers: InstancedProgram;
  readonly badges: InstancedProgram;
  readonly texts: InstancedProgram;
  readonly atlasTexture: WebGLTexture | null;
}

/** How strongly what a filter put into the background still shows. */
const dimmedOpacity = 0.28;

function createResources(gl: WebGL2RenderingContext, atlas: TextAtlas): Resources {
  const leg = [
    { size: 4, type: 'float', offset: 0 },
    { size: 2, type: 'float', offset: 16 },
  ] as const;
  const atlasTexture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, atlasTexture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, ...atlas.size);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return {
    atlasTexture,
    markers: createInstancedProgram(
      gl,
      { vertex: markerVertexShader, fragment: markerFragmentShader },
      [...leg, { size: 2, type: 'ushort', offset: 24 }, { size: 4, type: 'uint8', offset: 28 }],
      markerBytes,
    ),
    badges: createInstancedProgram(
      gl,
      { vertex: badgeVertexShader, fragment: badgeFragmentShader },
      [
        { size: 2, type: 'float', offset: 0 },
        { size: 1, type: 'float', offset: 8 },
        { size: 4, type: 'unorm', offset: 12 },
        { size: 1, type: 'ubyte', offset: 16 },
      ],
      badgeBytes,
    ),
    texts: createInstancedProgram(
      gl,
      { vertex: textVertexShader, fragment: textFragmentShader },
      [...leg, { size: 2, type: 'float', offset: 24 }, { size: 4, type: 'ushort', offset: 32 }],
      textBytes,
    ),
  };
}

function fitCanvas(canvas: HTMLCanvasElement, camera: Camera): void {
  const width = Math.round(camera.width * camera.pixelRatio);
  const height = Math.round(camera.height * camera.pixelRatio);
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

function flushAtlas(gl: WebGL2RenderingContext, texture: WebGLTexture | null, atlas: TextAtlas): void {
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
  atlas.flush((left, top, pixels) => {
    gl.texSubImage2D(gl.TEXTURE_2D, 0, left, top, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  });
}

interface Picture {
  readonly camera: Camera;
  readonly origin: Origin;
  readonly nowMs: number;
  readonly palette: VehiclePalette;
  readonly atlasSize: readonly [number, number];
}

type Locate = (name: string) => WebGLUniformLocation | null;

function drawAll(gl: WebGL2RenderingContext, resources: Resources, picture: Picture): void {
  const { camera, origin, palette } = picture;
  const matrix = anchoredMatrix(camera, origin.x, origin.y);
  const setCommon = (at: Locate) => {
    gl.uniformMatrix4fv(at('u_matrix'), false, matrix);
    gl.uniform2f(at('u_viewport'), camera.width, camera.height);
    gl.uniform1f(at('u_now'), (picture.nowMs - origin.timeMs) / 1_000);
    gl.uniform1f(at('u_pixel'), 1 / camera.pixelRatio);
  };
  const setColours = (at: Locate) => {
    gl.uniform3fv(at('u_status'), palette.status.flat());
    gl.uniform3fv(at('u_casing'), palette.casing);
    gl.uniform3fv(at('u_surface'), palette.surface);
    gl.uniform3fv(at('u_hover'), palette.hover);
  };
  resources.badges.draw((at) => {
    setCommon(at);
    setColours(at);
  });
  resources.markers.draw((at) => {
    setCommon(at);
    setColours(at);
    gl.uniform3fv(at('u_mark'), palette.mark);
    gl.uniform3fv(at('u_selection'), palette.selection);
    gl.uniform1f(at('u_dim'), dimmedOpacity);
    gl.uniform1f(at('u_radius'), markerRadius(camera.zoom));
    gl.uniform1f(at('u_bearing'), camera.bearingDeg);
  });
  resources.texts.draw((at) => {
    setCommon(at);
    gl.uniform2f(at('u_atlasSize'), ...picture.atlasSize);
    gl.uniform1i(at('u_atlas'), 0);
  });
}

/**
 * Draws badges, markers and texts, in this order. Owns the context: when it is lost nothing is drawn until the browser
 * gives it back, then `onRestored` must upload everything again.
 */
export function createGlRenderer(
  canvas: HTMLCanvasElement,
  gl: WebGL2RenderingContext,
  atlas: TextAtlas,
  onRestored: () => void,
): GlRenderer {
  let resources: Resources | null = createResources(gl, atlas);
  const onLost = (event: Event) => {
    event.preventDefault();
    resources = null;
  };
  const onBack = () => {
    resources = createResources(gl, atlas);
    onRestored();
  };
  canvas.addEventListener('webglcontextlost', onLost);
  canvas.addEventListener('webglcontextrestored', onBack);

  return {
    upload(buffers) {
      resources?.markers.upload(buffers.markers.bytes, buffers.markers.count);
      resources?.badges.upload(buffers.badges.bytes, buffers.badges.count);
      resources?.texts.upload(buffers.texts.bytes, buffers.texts.count);
    },
    draw(camera, origin, nowMs, palette) {
      if (resources === null) return;
      fitCanvas(canvas, camera);
      flushAtlas(gl, resources.atlasTexture, atlas);
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      drawAll(gl, resources, { camera, origin, nowMs, palette, atlasSize: atlas.size });
    },
    isLost: () => resources === null,
    destroy() {
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onBack);
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
