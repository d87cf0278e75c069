/** GLSL ES 3.00. Numbers of shapes, fills and flags are those of marker-style.ts. */

/** Where a moving thing is now: the same rule as `legProgress` and `mixHeading` in motion.ts. */
const legFunctions = `
uniform mat4 u_matrix;
uniform vec2 u_viewport;
uniform float u_now;
float legPart(vec2 leg) {
  return leg.y <= 0.0 ? 1.0 : clamp((u_now - leg.x) / leg.y, 0.0, 1.0);
}
vec2 legPosition(vec4 ends, vec2 leg) {
  float part = legPart(leg);
  return part >= 1.0 ? ends.zw : mix(ends.xy, ends.zw, part);
}
vec4 place(vec2 world, vec2 offsetPx) {
  vec4 clip = u_matrix * vec4(world, 0.0, 1.0);
  clip.xy += offsetPx * vec2(2.0, -2.0) / u_viewport * clip.w;
  return clip;
}
vec2 quadCorner() {
  return vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
}`;

export const markerVertexShader = `#version 300 es
precision highp float;
layout(location = 0) in vec4 a_ends;
layout(location = 1) in vec2 a_leg;
layout(location = 2) in vec2 a_heading;
layout(location = 3) in uvec4 a_style;
uniform float u_radius;
uniform float u_bearing;
out vec2 v_point;
out float v_radius;
flat out uvec4 v_style;
flat out vec2 v_turn;
${legFunctions}
void main() {
  float radius = a_style.x == 4u ? u_radius * 0.72 : u_radius;
  float reach = radius * 1.5 + 7.0;
  vec2 corner = quadCorner() * reach;
  float angle = 0.0;
  if (a_style.x == 1u) {
    float swing = mod(a_heading.y - a_heading.x + 540.0, 360.0) - 180.0;
    angle = radians(a_heading.x + (a_heading.x > 360.0 ? a_heading.y - a_heading.x : swing * legPart(a_leg)) - u_bearing);
  }
  v_turn = vec2(cos(angle), sin(angle));
  v_point = corner;
  v_radius = radius;
  v_style = a_style;
  gl_Position = place(legPosition(a_ends, a_leg), corner);
}`;

const shapeDistances = `
float segmentDistance(vec2 p, vec2 a, vec2 b) {
  vec2 along = b - a;
  return length(p - a - along * clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0));
}
float side(vec2 p, vec2 a, vec2 b) {
  return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}
float arrowDistance(vec2 p, float r) {
  p.x = abs(p.x);
  vec2 tip = vec2(0.0, -1.36) * r;
  vec2 wing = vec2(0.84, 0.96) * r;
  vec2 notch = vec2(0.0, 0.46) * r;
  float edge = min(segmentDistance(p, tip, wing), segmentDistance(p, wing, notch));
  bool inside = side(p, tip, wing) > 0.0 && side(p, wing, notch) > 0.0;
  return inside ? -edge : edge;
}
float boxDistance(vec2 p, float halfEdge, float corner) {
  vec2 q = abs(p) - halfEdge + corner;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - corner;
}
float shapeDistance(uint shape, vec2 p, float r) {
  if (shape == 1u) return arrowDistance(p, r) - 0.6;
  if (shape == 2u) return boxDistance(p, r * 0.8, r * 0.2);
  if (shape == 3u) return boxDistance(vec2(p.x + p.y, p.x - p.y) * 0.7071, r * 0.78, r * 0.14);
  return length(p) - r * 0.88;
}`;

export const markerFragmentShader = `#version 300 es
precision highp float;
in vec2 v_point;
in float v_radius;
flat in uvec4 v_style;
flat in vec2 v_turn;
uniform vec3 u_status[6];
uniform vec3 u_casing;
uniform vec3 u_surface;
uniform vec3 u_mark;
uniform vec3 u_selection;
uniform vec3 u_hover;
uniform float u_pixel;
uniform float u_dim;
out vec4 o_color;
${shapeDistances}
float cover(float d) { return clamp(0.5 - d / u_pixel, 0.0, 1.0); }
vec4 over(vec4 below, vec3 colour, float alpha) {
  return vec4(colour * alpha + below.rgb * (1.0 - alpha), alpha + below.a * (1.0 - alpha));
}
void main() {
  uint shape = v_style.x;
  uint fill = v_style.z;
  uint flags = v_style.w;
  vec2 p = vec2(v_point.x * v_turn.x + v_point.y * v_turn.y, v_point.y * v_turn.x - v_point.x * v_turn.y);
  float d = shapeDistance(shape, p, v_radius);
  vec3 colour = u_status[fill >= 2u ? 5u : v_style.y];
  vec4 c = vec4(0.0);
  if ((flags & 7u) != 0u) {
    float halo = length(v_point) - v_radius - 5.0;
    vec3 haloColour = (flags & 1u) != 0u ? u_selection : u_hover;
    if ((flags & 1u) != 0u) c = over(c, u_selection, 0.22 * cover(halo));
    c = over(c, haloColour, cover(abs(halo) - ((flags & 5u) != 0u ? 1.2 : 0.7)));
  }
  c = over(c, vec3(0.0), 0.16 * clamp(1.0 - (d - 1.2) / 2.2, 0.0, 1.0));
  c = over(c, u_casing, cover(d - 1.4));
  c = over(c, colour, cover(d));
  float rim = fill >= 2u ? 1.6 : 1.8;
  if (fill >= 1u) c = over(c, u_surface, cover(d + rim));
  if (shape == 0u) {
    if (fill == 0u) c = over(c, u_surface, cover(d + rim));
    c = over(c, colour, cover(length(p) - v_radius * 0.24));
  }
  if (fill == 1u && shape != 0u) c = over(c, colour, 0.35 * cover(d + rim));
  if (fill >= 2u) {
    vec2 m = v_point - vec2(0.82, -0.82) * v_radius;
    float mark = length(m) - 2.6;
    if (fill == 3u) {
      m = abs(m);
      mark = segmentDistance(m, vec2(0.0), vec2(2.6)) - 0.9;
    }
    c = over(c, u_casing, cover(mark - 1.2));
    c = over(c, u_mark, cover(mark));
  }
  o_color = c * ((flags & 8u) != 0u ? u_dim : 1.0);
}`;

export const badgeVertexShader = `#version 300 es
precision highp float;
layout(location = 0) in vec2 a_world;
layout(location = 1) in float a_radius;
layout(location = 2) in vec4 a_shares;
layout(location = 3) in float a_hovered;
out vec2 v_point;
flat out float v_radius;
flat out vec4 v_shares;
flat out float v_hovered;
${legFunctions}
void main() {
  vec2 corner = quadCorner() * (a_radius + 5.0);
  v_point = corner;
  v_radius = a_radius;
  v_shares = a_shares;
  v_hovered = a_hovered;
  gl_Position = place(a_world, corner);
}`;

/** A disc with the count on it (drawn as text) and a rim split by status, clockwise from the top. */
export const badgeFragmentShader = `#version 300 es
precision highp float;
in vec2 v_point;
flat in float v_radius;
flat in vec4 v_shares;
flat in float v_hovered;
uniform vec3 u_status[6];
uniform vec3 u_casing;
uniform vec3 u_surface;
uniform vec3 u_hover;
uniform float u_pixel;
out vec4 o_color;
float cover(float d) { return clamp(0.5 - d / u_pixel, 0.0, 1.0); }
vec4 over(vec4 below, vec3 colour, float alpha) {
  return vec4(colour * alpha + below.rgb * (1.0 - alpha), alpha + below.a * (1.0 - alpha));
}
void main() {
  float d = length(v_point) - v_radius;
  float turn = fract(atan(v_point.x, -v_point.y) / 6.2831853 + 1.0);
  vec3 colour = u_status[5];
  if (turn < v_shares.w) colour = u_status[4];
  if (turn < v_shares.z) colour = u_status[2];
  if (turn < v_shares.y) colour = u_status[3];
  if (turn < v_shares.x) colour = u_status[1];
  vec4 c = over(vec4(0.0), vec3(0.0), 0.16 * clamp(1.0 - (d - 1.0) / 3.0, 0.0, 1.0));
  if (v_hovered > 0.5) c = over(c, u_hover, cover(d - 2.4));
  c = over(c, u_casing, cover(d - 1.2));
  c = over(c, colour, cover(d));
  c = over(c, u_surface, cover(d + 3.0));
  o_color = c;
}`;

export const textVertexShader = `#version 300 es
precision highp float;
layout(location = 0) in vec4 a_ends;
layout(location = 1) in vec2 a_leg;
layout(location = 2) in vec2 a_offset;
layout(location = 3) in vec4 a_sprite;
uniform float u_pixel;
uniform vec2 u_atlasSize;
out vec2 v_texel;
${legFunctions}
void main() {
  vec2 corner = quadCorner() * 0.5 + 0.5;
  vec4 anchor = u_matrix * vec4(legPosition(a_ends, a_leg), 0.0, 1.0);
  vec2 screen = (anchor.xy / anchor.w * vec2(0.5, -0.5) + 0.5) * u_viewport + a_offset;
  vec2 snapped = floor(screen / u_pixel + 0.5) * u_pixel + corner * a_sprite.zw * u_pixel;
  v_texel = (a_sprite.xy + corner * a_sprite.zw) / u_atlasSize;
  gl_Position = anchor.w <= 0.0 ? vec4(2.0, 2.0, 2.0, 1.0)
    : vec4((snapped / u_viewport * 2.0 - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}`;

export const textFragmentShader = `#version 300 es
precision highp float;
in vec2 v_texel;
uniform sampler2D u_atlas;
out vec4 o_color;
void main() { o_color = texture(u_atlas, v_texel); }`;
