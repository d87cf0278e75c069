import type { AttributeValues } from './attributes.ts';
import { parseDocument, type TwimlElement } from './document.ts';
import { attributeKinds, childrenOf, unplayed, type ElementName, type Vocabulary } from './vocabulary.ts';

interface WrittenAs<Name extends ElementName> {
  readonly name: Name;
  readonly attributes: AttributeValues<Vocabulary[Name]>;
  readonly text: string;
  readonly children: readonly Written[];
}

/** A verb or noun as it was written, told apart by `name`. */
export type Written<Name extends ElementName = ElementName> = { [N in Name]: WrittenAs<N> }[Name];

export interface TwimlDocument {
  readonly verbs: readonly Written[];
  /** What Twilio reports as 12200 and passes over. */
  readonly warnings: readonly string[];
}

function readAttributes(element: TwimlElement, name: ElementName, warn: (text: string) => void) {
  const kinds = new Map(Object.entries(attributeKinds[name]));
  const values: Record<string, unknown> = {};
  for (const [attribute, written] of element.attributes) {
    const kind = kinds.get(attribute);
    if (kind === undefined) {
      warn(`attribute '${attribute}' is not allowed to appear in element '${name}'`);
      continue;
    }
    const value = kind.read(written);
    if (value === undefined) warn(`'${written}' of ${name}.${attribute} is not ${kind.what}`);
    else values[attribute] = value;
  }
  return values;
}

function readChildren(parent: TwimlElement, warn: (text: string) => void): Written[] {
  const allowed = childrenOf[parent.name] ?? [];
  // Markup inside speech (<break/>, <emphasis>) changes how it sounds, and here nothing sounds like words.
  if (parent.name === 'Say') return [];
  return parent.children.flatMap((element) => {
    const name = allowed.find((candidate) => candidate === element.name);
    if (name === undefined) {
      const why = unplayed.has(element.name)
        ? `the sandbox does not play <${element.name}>`
        : `invalid content was found starting with element '${element.name}' in '${parent.name}'`;
      warn(why);
      return [];
    }
    return [
      {
        name,
        attributes: readAttributes(element, name, warn),
        text: element.text,
        children: readChildren(element, warn),
      } as Written, // the attributes were read by this name's own kinds
    ];
  });
}

/** Throws a `TwimlError` when it is no TwiML at all. What Twilio passes over is passed over, and named in `warnings`. */
export function readTwiml(text: string): TwimlDocument {
  const warnings: string[] = [];
  const verbs = readChildren(parseDocument(text), (warning) => warnings.push(warning));
  return { verbs, warnings };
}
