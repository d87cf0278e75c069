const softwareNames = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Whether the CPU plays the GPU (virtual desktops, remote sessions, blocked drivers), as far as the driver says so. */
export function isSoftwareRendered(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  if (info === null) return false;
  return softwareNames.test(String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)));
}

const samplesNeeded = 20;
const slowFrameMs = 100;

/**
 * For drivers that do not say so: watches how far animation frames lie apart while one follows another, and tells
 * when most of the last 20 took over 100 ms. Takes times in ms; `null` begins a new run after a pause.
 */
export function createPaceWatch(): { note(frameAtMs: number | null): boolean } {
  let lastMs: number | null = null;
  let gaps: number[] = [];
  return {
    note(frameAtMs) {
      if (frameAtMs !== null && lastMs !== null)
        gaps = [...gaps.slice(1 - samplesNeeded), frameAtMs - lastMs];
      lastMs = frameAtMs;
      return (
        gaps.length === samplesNeeded && gaps.filter((gap) => gap > slowFrameMs).length > samplesNeeded / 2
      );
    },
  };
}
