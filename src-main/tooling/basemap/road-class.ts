/** What the map shows of a road. */
export interface RoadLabel {
  readonly kind: 'interstate' | 'highway' | 'road';
  readonly name: string;
  /** What stands on the sign: `I 80`, `US 30`; empty when there is none worth showing. */
  readonly shield: string;
}

export type RoadAttributes = Readonly<Record<string, unknown>>;

const textOf = (attributes: RoadAttributes, key: string): string => {
  const value = attributes[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
};

const numberIn = (text: string): string => /\d+[A-Z]?\b/.exec(text)?.[0] ?? '';

/** Census TIGER PRISECROADS: `RTTYP` I, U, S, C, O or M; `FULLNAME` like `I- 80`; `MTFCC` S1100 is a primary road. */
function fromTiger(attributes: RoadAttributes): RoadLabel {
  const name = textOf(attributes, 'FULLNAME');
  const routeType = textOf(attributes, 'RTTYP');
  const number = numberIn(name);
  if (routeType === 'I' && number) return { kind: 'interstate', name, shield: `I ${number}` };
  if (routeType === 'U' && number) return { kind: 'highway', name, shield: `US ${number}` };
  const kind = textOf(attributes, 'MTFCC') === 'S1100' ? 'highway' : 'road';
  return { kind, name, shield: '' };
}

/** Natural Earth 10m roads: `type`, `class` (Interstate, Federal, State …), `name` is the number; ferries are no road. */
function fromNaturalEarth(attributes: RoadAttributes): RoadLabel | null {
  const type = textOf(attributes, 'type');
  if (type.includes('Ferry')) return null;
  const roadClass = textOf(attributes, 'class');
  const number = numberIn(textOf(attributes, 'name'));
  const isAmerican = textOf(attributes, 'sov_a3') === 'USA';
  if (roadClass === 'Interstate') {
    return { kind: 'interstate', name: number ? `I ${number}` : '', shield: number ? `I ${number}` : '' };
  }
  const shield = roadClass === 'Federal' && number ? (isAmerican ? `US ${number}` : number) : '';
  const kind = type === 'Major Highway' || type === 'Beltway' || type === 'Bypass' ? 'highway' : 'road';
  return { kind, name: shield, shield };
}

const ownKinds: ReadonlySet<string> = new Set(['interstate', 'highway', 'road']);
const isOwnKind = (kind: string): kind is RoadLabel['kind'] => ownKinds.has(kind);

/**
 * Recognises whose attributes these are by their names: our own (`kind`, `name`, `shield`), the Census Bureau's or
 * Natural Earth's. `null` for what is not a road to draw.
 */
export function roadLabelOf(attributes: RoadAttributes): RoadLabel | null {
  const kind = textOf(attributes, 'kind');
  if (isOwnKind(kind))
    return { kind, name: textOf(attributes, 'name'), shield: textOf(attributes, 'shield') };
  if ('RTTYP' in attributes) return fromTiger(attributes);
  const lowerCased = Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key.toLowerCase(), value]),
  );
  if ('type' in lowerCased || 'class' in lowerCased) return fromNaturalEarth(lowerCased);
  return null;
}
