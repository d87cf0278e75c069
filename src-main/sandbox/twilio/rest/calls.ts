import { isEnded, type Call } from '../exchange/index.ts';
import { readTwiml, TwimlError } from '../twiml/index.ts';
import { followOrders, readFrom, readTo } from './call-orders.ts';
import { callResource, startMsOf } from './call-resource.ts';
import { timeFilter, type Form } from './form.ts';
import { pageOf } from './page.ts';
import { answerOf, nothing, type RestDeps, type Route } from './request.ts';
import { notFound, RestError } from './rest-error.ts';

type Script =
  | { readonly kind: 'url'; readonly url: string; readonly method: 'GET' | 'POST' }
  | { readonly kind: 'document'; readonly document: string };

const statuses = [
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] as const;

/** What the call is to do: `Twiml` wins over `Url`; `null` for neither. */
function readScript(form: Form, { exchange }: RestDeps): Script | null {
  const document = form.text('Twiml');
  if (document !== undefined && document !== '') {
    try {
      readTwiml(document);
    } catch (error) {
      if (error instanceof TwimlError) throw new RestError(400, error.code, error.message);
      throw error;
    }
    return { kind: 'document', document };
  }
  const target = form.webhook('Url', 'Method') ?? null;
  if (target !== null) return { kind: 'url', url: target.url, method: target.method ?? 'POST' };
  const applicationSid = form.text('ApplicationSid');
  if (applicationSid === undefined || applicationSid === '') return null;
  const voice = exchange.account.applications.get(applicationSid)?.voice ?? null;
  if (voice === null) throw new RestError(400, 21_218, 'Invalid application SID');
  return { kind: 'url', ...voice };
}

function startScript(call: Call, script: Script, { exchange }: RestDeps, isDetected: boolean): void {
  const { answeredBy } = call.facts();
  const run =
    script.kind === 'document'
      ? exchange.scripts.runDocument(call, script.document)
      : exchange.scripts.runTwiml(call, {
          url: script.url,
          method: script.method,
          ...(isDetected && answeredBy !== null ? { parameters: { AnsweredBy: answeredBy } } : {}),
        });
  void run;
}

/** The calls whose answerer was to be found out. */
export type Detected = WeakSet<Call>;

function createCall(form: Form, deps: RestDeps, detected: Detected): Call {
  const { to, parameters } = readTo(form);
  const from = readFrom(form, to, deps);
  const script = readScript(form, deps);
  if (script === null) throw new RestError(400, 21_205, 'Url parameter is required.');
  const isDetected = !['', 'none'].includes((form.text('MachineDetection') ?? '').toLowerCase());
  const timeoutSeconds = form.integer('Timeout', 1, 600) ?? 60;
  const call = deps.exchange.dial({ to, from, parent: null, timeoutSeconds, parameters });
  if (isDetected) detected.add(call);
  followOrders(call, form, deps, isDetected);
  void call.answered.then((isAnswered) => {
    if (isAnswered) startScript(call, script, deps, isDetected);
  });
  return call;
}

/** `canceled` stops what has not been answered; `completed` ends everything. */
function updateCall(call: Call, form: Form, deps: RestDeps): void {
  const status = form.oneOf('Status', 'canceled', 'completed');
  const script = readScript(form, deps);
  const target = form.webhook('StatusCallback', 'StatusCallbackMethod') ?? null;
  if (!call.isLive()) {
    throw new RestError(400, 21_220, 'Call is not in-progress. Cannot redirect.');
  }
  if (target !== null) deps.twiml.callbacks.watchCall(call, { target, events: ['completed'] });
  const isAnswered = call.facts().status === 'in-progress';
  if (status === 'completed' || (status === 'canceled' && !isAnswered)) {
    call.hangUp(isAnswered ? { kind: 'normal' } : { kind: 'canceled' });
  } else if (script !== null) {
    if (!isAnswered && call.facts().direction !== 'inbound') {
      throw new RestError(400, 21_220, 'Call is not in-progress. Cannot redirect.');
    }
    startScript(call, script, deps, false);
  }
}

function callFilter(query: Form): (call: Call) => boolean {
  const to = query.text('To');
  const from = query.text('From');
  const parent = query.text('ParentCallSid');
  const status = query.oneOf('Status', ...statuses);
  const isStartWanted = timeFilter(query, 'StartTime');
  const isEndWanted = timeFilter(query, 'EndTime');
  const filtersEnd = ['EndTime', 'EndTime<', 'EndTime>'].some((name) => query.text(name) !== undefined);
  return (call) => {
    const facts = call.facts();
    return (
      (to === undefined || facts.to === to) &&
      (from === undefined || facts.from === from) &&
      (parent === undefined || facts.parentSid === parent) &&
      (status === undefined || facts.status === status) &&
      isStartWanted(startMsOf(facts)) &&
      (!filtersEnd || (facts.endedAtMs !== null && isEndWanted(facts.endedAtMs)))
    );
  };
}

export function callRoutes(deps: RestDeps): readonly Route[] {
  const { exchange } = deps;
  const detected: Detected = new WeakSet();
  const removed = new WeakSet<Call>();
  const show = (call: Call) => callResource(exchange.account, call.facts(), detected.has(call));
  const find = (sid: string, path: string): Call => {
    const call = exchange.call(sid);
    if (call === null || removed.has(call)) throw notFound(path);
    return call;
  };
  return [
    {
      method: 'GET',
      path: '/Calls',
      answer({ path, query }) {
        const isWanted = callFilter(query);
        const newestFirst = [...exchange.calls()].reverse();
        const calls = newestFirst.filter((call) => !removed.has(call) && isWanted(call));
        return answerOf(pageOf(path, 'calls', calls, ({ sid }) => sid, show, query));
      },
    },
    {
      method: 'POST',
      path: '/Calls',
      // It rings already, but Twilio's answer is always this.
      answer: ({ form }) => answerOf({ ...show(createCall(form, deps, detected)), status: 'queued' }, 201),
    },
    {
      method: 'GET',
      path: '/Calls/{Sid}',
      answer: ({ at, path }) => answerOf(show(find(at('Sid'), path))),
    },
    {
      method: 'POST',
      path: '/Calls/{Sid}',
      answer({ at, path, form }) {
        const call = find(at('Sid'), path);
        updateCall(call, form, deps);
        return answerOf(show(call));
      },
    },
    {
      method: 'DELETE',
      path: '/Calls/{Sid}',
      answer({ at, path }) {
        const call = find(at('Sid'), path);
        if (!isEnded(call.facts().status)) {
          throw new RestError(409, 20_009, 'Cannot delete this resource before it is complete');
        }
        removed.add(call);
        return nothing;
      },
    },
  ];
}
