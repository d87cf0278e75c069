import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTwiml, TwimlError } from '../../../../src-main/sandbox/twilio/twiml/index.ts';

const response = (body: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`;
const codeOf = (text: string): number | null => {
  try {
    readTwiml(text);
    return null;
  } catch (error) {
    if (error instanceof TwimlError) return error.code;
    throw error;
  }
};
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const word = fc.stringMatching(/^[ -~]{0,20}$/);

describe('reading TwiML', () => {
  it('reads verbs in order, with attributes as what they are', () => {
    const { verbs, warnings } = readTwiml(
      response('<Say>Hi</Say><Dial timeout="20" answerOnBridge="true"><Client>ann</Client></Dial>'),
    );
    expect(verbs).toMatchObject([
      { name: 'Say', text: 'Hi', attributes: {} },
      {
        name: 'Dial',
        attributes: { timeout: 20, answerOnBridge: true },
        children: [{ name: 'Client', text: 'ann' }],
      },
    ]);
    expect(warnings).toEqual([]);
  });

  it('passes over what Twilio does not know, and names it', () => {
    const { verbs, warnings } = readTwiml(
      response('<Shout/><Dial colour="red" timeout="soon"><Fax>1</Fax></Dial><Start/>'),
    );
    expect(verbs).toEqual([{ name: 'Dial', attributes: {}, text: '', children: [] }]);
    expect(warnings).toHaveLength(5);
    expect(warnings.at(-1)).toContain('does not play <Start>');
  });

  it('refuses what is no XML, and what is no TwiML', () => {
    const broken = [
      '',
      'hello',
      '<Response>',
      '<Response><Say></Response>',
      response('a & b'),
      response('&foo;'),
    ];
    expect(broken.map(codeOf)).toEqual(broken.map(() => 12_100));
    expect(codeOf('<Answer/>')).toBe(12_102);
    expect(codeOf(response(`<Say>${'x'.repeat(65_536)}</Say>`))).toBe(11_750);
    expect(codeOf(response('<Say>'.repeat(9) + '</Say>'.repeat(9)))).toBe(12_100);
  });

  it('gives any text back as it was written', () => {
    fc.assert(
      fc.property(word, word, (text, label) => {
        const [dial] = readTwiml(
          response(
            `<Dial><Conference participantLabel="${escaped(label)}">${escaped(text)}</Conference></Dial>`,
          ),
        ).verbs;
        expect(dial?.children[0]).toMatchObject({
          text: text.trim(),
          attributes: { participantLabel: label },
        });
      }),
    );
  });

  it('never throws anything but its own error, whatever comes', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      '=',
      '&',
      'Response',
      'Dial',
      ' ',
      '<!--',
      ']]>',
      '__proto__',
      ';',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect([null, 12_100, 12_102]).toContain(codeOf(pieces.join('')));
      }),
      { numRuns: 500 },
    );
  });
});
