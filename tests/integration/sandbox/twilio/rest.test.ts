import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiDescription, openOffice, type Office } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Twilio's schemas list what may be there; here all of it must be there, and nothing else. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (!isObject(schema)) return schema;
  const made = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  // Ajv refuses "may be null" of something that may be anything.
  if (schema['type'] === undefined) delete made['nullable'];
  const { properties } = made;
  if (schema['type'] !== 'object' || !isObject(properties)) {
    // The description leaves out that an empty enumeration may be null (a conference that goes on has no reason to have ended).
    return isObject(schema) && Array.isArray(schema['enum']) && schema['type'] === 'string'
      ? { ...made, enum: [...schema['enum'], null], nullable: true }
      : made;
  }
  return { ...made, additionalProperties: false, required: Object.keys(properties) };
}

const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
ajv.addFormat(
  'date-time-rfc-2822',
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/,
);
ajv.addFormat('uri', /^(https?:\/\/|\/2010-04-01\/)\S+$/);
ajv.addFormat('currency', /^[A-Z]{3}$/);
ajv.addFormat('phone-number', /^\+\d+$/);
ajv.addFormat('http-method', /^(GET|POST)$/);
for (const name of ['uri-map', 'phone-number-capabilities', 'int64']) ajv.addFormat(name, true);
ajv.addSchema({ $id: 'api', components: strict(apiDescription.components) });

function problemsOf(template: string, method: 'get' | 'post', status: string, body: unknown): string[] {
  const pathItem = apiDescription.paths[`/2010-04-01/Accounts/${template}`] as Record<string, Json>;
  const responses = pathItem[method]!['responses'] as Record<string, Json>;
  const content = responses[status]!['content'] as Record<string, { schema: unknown }>;
  const schema = strict(
    JSON.parse(JSON.stringify(content['application/json']!.schema).replaceAll('"#/', '"api#/')),
  );
  const validate = ajv.compile(schema as Json);
  return validate(body)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

const headers = () => {
  const { account } = office.exchange;
  return {
    Authorization: `Basic ${Buffer.from(`${account.apiKeySid}:${account.apiKeySecret}`).toString('base64')}`,
  };
};
async function ask(path: string, form?: Record<string, string>) {
  const response = await fetch(`${office.url}/2010-04-01/Accounts/${office.exchange.account.sid}${path}`, {
    method: form === undefined ? 'GET' : 'POST',
    headers: headers(),
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}
const dialOut = (to = '+13125550122') =>
  office.client.calls.create({
    to,
    from: '+13125550100',
    twiml: '<Response><Pause length="60"/></Response>',
  });

describe("Twilio's REST API in the sandbox", () => {
  it("answers as Twilio's own description says, with every field and no other", async () => {
    const { sid } = await dialOut();
    office.phones.get('+13125550122')!.call().report({ kind: 'answered', by: 'human' });
    const { sid: recording } = await office.client.calls(sid).recordings.create();
    office.exchange.openConference('room').join(office.exchange.call(sid)!);
    const { sid: conference } = office.exchange.conferences()[0]!;
    office.exchange.record({ conference: office.exchange.conferences()[0]! }, { source: 'Conference' });
    const { account } = office.exchange;
    const application = [...account.applications.keys()][0]!;
    const number = [...account.incomingNumbers.values()][0]!.sid;
    office.twiml.queues.open('support').enter(office.exchange.call(sid)!);
    const queue = office.twiml.queues.list()[0]!.sid;
    const answers: [template: string, path: string][] = [
      ['{AccountSid}/Calls.json', '/Calls.json'],
      ['{AccountSid}/Calls/{Sid}.json', `/Calls/${sid}.json`],
      ['{AccountSid}/Calls/{CallSid}/Recordings.json', `/Calls/${sid}/Recordings.json`],
      ['{AccountSid}/Calls/{CallSid}/Recordings/{Sid}.json', `/Calls/${sid}/Recordings/Twilio.CURRENT.json`],
      ['{AccountSid}/Recordings.json', '/Recordings.json'],
      ['{AccountSid}/Recordings/{Sid}.json', `/Recordings/${recording}.json`],
      ['{AccountSid}/Conferences.json', '/Conferences.json'],
      ['{AccountSid}/Conferences/{Sid}.json', `/Conferences/${conference}.json`],
      [
        '{AccountSid}/Conferences/{ConferenceSid}/Participants.json',
        `/Conferences/${conference}/Participants.json`,
      ],
      [
        '{AccountSid}/Conferences/{ConferenceSid}/Participants/{CallSid}.json',
        `/Conferences/${conference}/Participants/${sid}.json`,
      ],
      [
        '{AccountSid}/Conferences/{ConferenceSid}/Recordings.json',
        `/Conferences/${conference}/Recordings.json`,
      ],
      ['{AccountSid}/Applications.json', '/Applications.json'],
      ['{AccountSid}/Applications/{Sid}.json', `/Applications/${application}.json`],
      ['{AccountSid}/IncomingPhoneNumbers.json', '/IncomingPhoneNumbers.json'],
      ['{AccountSid}/IncomingPhoneNumbers/{Sid}.json', `/IncomingPhoneNumbers/${number}.json`],
      ['{AccountSid}/Queues.json', '/Queues.json'],
      ['{AccountSid}/Queues/{QueueSid}/Members.json', `/Queues/${queue}/Members.json`],
      ['{Sid}.json', '.json'],
    ];
    const problems: Record<string, string[]> = {};
    for (const [template, path] of answers) {
      const { status, body } = await ask(path);
      expect([path, status]).toEqual([path, 200]);
      const found = problemsOf(template, 'get', '200', body);
      if (found.length > 0) problems[path] = found;
    }
    const message = await ask(`/Calls/${sid}/UserDefinedMessages.json`, { Content: '{}' });
    const found = problemsOf(
      '{AccountSid}/Calls/{CallSid}/UserDefinedMessages.json',
      'post',
      '201',
      message.body,
    );
    if (found.length > 0) problems['message'] = found;
    expect(problems).toEqual({});
    expect(problemsOf('{AccountSid}/Calls/{Sid}.json', 'get', '200', { sid: 'CAx' })).not.toEqual([]);
  });

  it('pages through calls with the real client, newest first and none twice, while calls come in', async () => {
    for (let count = 0; count < 7; count++) await dialOut(`+1312555012${count}`);
    const first = await office.client.calls.page({ pageSize: 3 });
    await dialOut('+13125550199');
    const second = await first.nextPage();
    const third = await second!.nextPage();
    const seen = [first, second!, third!].flatMap(({ instances }) => instances.map(({ to }) => to));
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((digit) => `+1312555012${digit}`));
    expect(await third!.nextPage()).toBeUndefined();
    expect(await office.client.calls.list({ to: '+13125550123' })).toHaveLength(1);
    expect(await office.client.calls.list({ status: 'completed' })).toEqual([]);
    expect(await office.client.calls.list({ startTimeAfter: new Date(Date.now() + 60_000) })).toEqual([]);
  });

  it('ends a call by REST once; dates are dates and durations strings for the client', async () => {
    const { sid } = await dialOut();
    const call = office.exchange.call(sid)!;
    call.report({ kind: 'answered', by: 'human' });
    const ended = await office.client.calls(sid).update({ status: 'completed' });
    expect(ended).toMatchObject({ status: 'completed', duration: '0', direction: 'outbound-api' });
    expect(ended.endTime).toBeInstanceOf(Date);
    await expect(office.client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({
      status: 400,
      code: 21_220,
    });
  });

  it('records, pauses, goes on, stops and deletes', async () => {
    const { sid } = await dialOut();
    office.exchange.call(sid)!.report({ kind: 'answered', by: 'human' });
    const { recordings } = office.client.calls(sid);
    expect(await recordings.create({ recordingChannels: 'dual' })).toMatchObject({
      channels: 2,
      status: 'in-progress',
    });
    const current = office.client.calls(sid).recordings('Twilio.CURRENT');
    expect(await current.update({ status: 'paused', pauseBehavior: 'skip' })).toMatchObject({
      status: 'paused',
    });
    expect(await current.update({ status: 'in-progress' })).toMatchObject({ status: 'in-progress' });
    expect(await current.update({ status: 'stopped' })).toMatchObject({ status: 'stopped' });
    const [recording] = await office.client.recordings.list({ callSid: sid });
    expect(await office.client.recordings(recording!.sid).remove()).toBe(true);
    await expect(office.client.recordings(recording!.sid).fetch()).rejects.toMatchObject({
      status: 404,
      code: 20_404,
    });
  });

  // Items of a list of twilio 6.2.0 have lost their sid: their own update() and remove() throw "Parameter 'sid' is not valid".
  it('changes where the application and a number ask', async () => {
    const [application] = await office.client.applications.list();
    const changed = await office.client
      .applications(application!.sid)
      .update({ voiceUrl: 'https://desk.example/voice', voiceMethod: 'GET' });
    expect(changed).toMatchObject({ voiceUrl: 'https://desk.example/voice', voiceMethod: 'GET' });
    expect(office.exchange.account.applications.get(application!.sid)!.voice).toEqual({
      url: 'https://desk.example/voice',
      method: 'GET',
    });
    const [number] = await office.client.incomingPhoneNumbers.list({ phoneNumber: '+13125550100' });
    expect(
      await office.client.incomingPhoneNumbers(number!.sid).update({ voiceApplicationSid: application!.sid }),
    ).toMatchObject({
      voiceApplicationSid: application!.sid,
    });
  });

  it('refuses as Twilio does', async () => {
    const { client } = office;
    const calls: [() => Promise<unknown>, number, number][] = [
      [() => client.calls(`CA${'0'.repeat(32)}`).fetch(), 404, 20_404],
      [() => client.calls.create({ to: 'nobody', from: '+13125550100', twiml: '<Response/>' }), 400, 21_211],
      [
        () => client.calls.create({ to: '+13125550122', from: '+13125559999', twiml: '<Response/>' }),
        400,
        21_210,
      ],
      [
        () => client.calls.create({ to: '+13125550122', from: '+13125550100', twiml: '<Response>' }),
        400,
        12_100,
      ],
      [() => client.calls.create({ to: '+13125550122', from: '+13125550100', url: 'nowhere' }), 400, 21_205],
      [() => client.calls.page({ pageSize: 1_001 }), 400, 20_007],
    ];
    for (const [call, status, code] of calls) await expect(call()).rejects.toMatchObject({ status, code });
    const anonymous = await fetch(
      `${office.url}/2010-04-01/Accounts/${office.exchange.account.sid}/Calls.json`,
    );
    expect(anonymous.status).toBe(401);
    expect(await anonymous.json()).toMatchObject({ code: 20_003, status: 401 });
  });

  it('answers 429 to what comes too fast', async () => {
    const narrow = await openOffice(2);
    try {
      const asked = await Promise.allSettled([1, 2, 3].map(() => narrow.client.calls.page()));
      expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    } finally {
      await narrow.close();
    }
  });
});
