export interface Attribute {
  readonly size: number;
  readonly type: 'float' | 'ushort' | 'ubyte' | 'unorm' | 'uint8';
  readonly offset: number;
}

export interface InstancedProgram {
  /** Uploads the first `count` instances, keeping the GPU buffer's size as it grows in steps. */
  upload(bytes: Uint8Array, count: number): void;
  draw(setUniforms: (location: (name: string) => WebGLUniformLocation | null) => void): void;
}

function compile(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (shader === null) throw new Error('no shader: the WebGL context is lost');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  return shader;
}

/** A context lost in between makes linking fail without a log; it comes back with a restore. */
function link(gl: WebGL2RenderingContext, vertexSource: string, fragmentSource: string): WebGLProgram {
  const program = gl.createProgram();
  const vertex = compile(gl, gl.VERTEX_SHADER, vertexSource);
  const fragment = compile(gl, gl.FRAGMENT_SHADER, fragmentSource);
  gl.attachShader(program, vertex);
  gl.attachShader(program, fragment);
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost()) {
    const log = [gl.getProgramInfoLog(program), gl.getShaderInfoLog(vertex), gl.getShaderInfoLog(fragment)];
    throw new Error(`vehicle shader does not link: ${log.join(' ')}`);
  }
  return program;
}

function pointTo(gl: WebGL2RenderingContext, index: number, attribute: Attribute, stride: number): void {
  gl.enableVertexAttribArray(index);
  gl.vertexAttribDivisor(index, 1);
  const { size, type, offset } = attribute;
  if (type === 'uint8') {
    gl.vertexAttribIPointer(index, size, gl.UNSIGNED_BYTE, stride, offset);
    return;
  }
  const glType = {
    float: gl.FLOAT,
    ushort: gl.UNSIGNED_SHORT,
    ubyte: gl.UNSIGNED_BYTE,
    unorm: gl.UNSIGNED_BYTE,
  }[type];
  gl.vertexAttribPointer(index, size, glType, type === 'unorm', stride, offset);
}

/** A program that draws one quad (a strip of four vertices made in the shader) per instance. */
export function createInstancedProgram(
  gl: WebGL2RenderingContext,
  sources: { readonly vertex: string; readonly fragment: string },
  attributes: readonly Attribute[],
  stride: number,
): InstancedProgram {
  const program = link(gl, sources.vertex, sources.fragment);
  const vertexArray = gl.createVertexArray();
  const buffer = gl.createBuffer();
  const locations = new Map<string, WebGLUniformLocation | null>();
  let capacityBytes = 0;
  let instanceCount = 0;
  gl.bindVertexArray(vertexArray);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  attributes.forEach((attribute, index) => pointTo(gl, index, attribute, stride));
  gl.bindVertexArray(null);

  const locate = (name: string) => {
    const known = locations.get(name);
    if (known !== undefined) return known;
    const found = gl.getUniformLocation(program, name);
    locations.set(name, found);
    return found;
  };
  return {
    upload(bytes, count) {
      instanceCount = count;
      if (count === 0) return;
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      const length = count * stride;
      if (length > capacityBytes) {
        capacityBytes = Math.ceil(length * 1.5);
        gl.bufferData(gl.ARRAY_BUFFER, capacityBytes, gl.DYNAMIC_DRAW);
      }
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, bytes, 0, length);
    },
    draw(setUniforms) {
      if (instanceCount === 0) return;
      gl.useProgram(program);
      gl.bindVertexArray(vertexArray);
      setUniforms(locate);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, instanceCount);
      gl.bindVertexArray(null);
    },
  };
}
