import { DOMParser, onWarningStopParsing, ParseError, type Element, type Node } from '@xmldom/xmldom';
import { TwimlError } from './twiml-error.ts';

/** An element as TwiML uses them: text is what stands directly in it, white space at its ends taken off. */
export interface TwimlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly TwimlElement[];
  readonly text: string;
}

/** Twilio reads no longer answers (error 11750). */
export const documentBytesMax = 64 * 1024;
const nestingMax = 8;

/** The parser lets a bare ampersand pass; XML, and Twilio, do not. It is the most frequent mistake: an URL put in raw. */
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;
const notMarkup = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g;

const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;

function readElement(element: Element, depth: number): TwimlElement {
  if (depth > nestingMax) throw new TwimlError(12_100, `nested deeper than ${nestingMax} elements`);
  const nodes = [...element.childNodes];
  const text = nodes
    .filter((node) => node.nodeType === node.TEXT_NODE || node.nodeType === node.CDATA_SECTION_NODE)
    .map((node) => node.nodeValue ?? '')
    .join('');
  return {
    name: element.nodeName,
    attributes: new Map([...element.attributes].map(({ name, value }) => [name, value])),
    children: nodes.filter(isElement).map((child) => readElement(child, depth + 1)),
    text: text.trim(),
  };
}

function parseXml(xml: string): Element {
  if (bareAmpersand.test(xml.replace(notMarkup, ''))) {
    throw new TwimlError(12_100, 'an & that begins no entity; write &amp;');
  }
  try {
    const root = new DOMParser({ onError: onWarningStopParsing }).parseFromString(
      xml,
      'text/xml',
    ).documentElement;
    if (root === null) throw new TwimlError(12_100, 'no element');
    return root;
  } catch (error) {
    if (error instanceof ParseError) throw new TwimlError(12_100, error.message);
    throw error;
  }
}

/** Throws a `TwimlError`: 12100 when it is not XML, 12102 when its root is not `<Response>`, 11750 when it is too long. */
export function parseDocument(text: string): TwimlElement {
  if (Buffer.byteLength(text) > documentBytesMax) {
    throw new TwimlError(11_750, `longer than ${documentBytesMax} bytes`);
  }
  // White space before the declaration and a byte order mark are taken off: servers send both, Twilio minds neither.
  const root = parseXml(text.replace(/^\ufeff/, '').trimStart());
  if (root.nodeName !== 'Response') throw new TwimlError(12_102, `the root is <${root.nodeName}>`);
  return readElement(root, 1);
}
