import { describe, expect, it } from 'vitest';
import type { IncidentReport } from '../../../../../src-main/core/operations/notifications/index.ts';
import { settle } from '../../../../support/manual-clock.ts';
import {
  baseMs,
  draftOf,
  observationOf,
  speeding,
  vehicleOf,
} from '../../../../unit/core/operations/notifications/rules-fixture.ts';
import { createAlertRig, harshBraking, listAll } from './rig.ts';

const minuteMs = 60_000;
const driver = { id: 'd1', name: 'Dana Whitfield', phone: null };
const createRig = () => createAlertRig([vehicleOf('a', { driver }), vehicleOf('b')], baseMs);
const fast = (timeMs: number, speedMph = 80) => observationOf('a', { timeMs, speedMph });
const bySamsara = (happenedAtMs: number, change: Partial<IncidentReport> = {}) =>
  ({
    kind: 'speeding',
    key: 'samsara-1',
    subject: { vehicleId: 'a', driverId: null },
    happenedAtMs,
    isResolved: false,
    resolvedAtMs: null,
    source: 'samsara',
    details: { speedMph: 81, limitMph: 65 },
    ...change,
  }) as IncidentReport;

function read<T>(stream: AsyncIterable<T>) {
  const items = stream[Symbol.asyncIterator]();
  const next = async (): Promise<T> => {
    const item: IteratorResult<T, unknown> = await items.next();
    if (item.done === true) throw new Error('the stream has ended');
    return item.value;
  };
  return { next, end: async () => void (await items.return?.()) };
}

/** Truck a at 80 mph for half a minute: the default rule raises it. */
async function speedUp(rig: ReturnType<typeof createRig>) {
  await rig.observe([fast(rig.clock.nowMs())]);
  await rig.clock.advance(30_000);
  await rig.observe([fast(rig.clock.nowMs())]);
}

async function slowDown(rig: ReturnType<typeof createRig>) {
  await rig.observe([fast(rig.clock.nowMs(), 55)]);
  await rig.clock.advance(20_000);
  await rig.observe([fast(rig.clock.nowMs(), 55)]);
}

describe('an alert', () => {
  it('is raised by a default rule, worded, and says who and where', async () => {
    const rig = createRig();
    const running = await rig.running();
    await speedUp(rig);
    const [alert, ...others] = await listAll(running);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      state: 'open',
      severity: 'warning',
      title: 'Truck a at 80 mph',
      vehicle: { id: 'a', name: 'Truck a' },
      driver: { id: 'd1', name: 'Dana Whitfield' },
      position: { latitude: 35.2, longitude: -101.8 },
      place: 'I-40, Amarillo, TX',
      happenedAtMs: baseMs,
      attentionCount: 1,
      sources: ['local'],
    });
  });

  it('stays acknowledged over a restart while the truck goes on, and is not raised again', async () => {
    const rig = createRig();
    const first = await rig.running();
    await speedUp(rig);
    const [raised] = await listAll(first);
    const alertId = raised?.id ?? '';
    expect(await first.client.acknowledgeAlerts({ alertIds: [alertId] })).toEqual({ changedCount: 1 });
    const second = await rig.restart();
    await rig.observe([fast(rig.clock.nowMs() + 1_000)]);
    expect(await listAll(second)).toMatchObject([
      { id: alertId, state: 'acknowledged', acknowledged: { by: 'dana' }, overAtMs: null },
    ]);
    await slowDown(rig);
    expect(await listAll(second)).toMatchObject([{ id: alertId, state: 'resolved' }]);
    const { events } = await second.client.getAlert({ alertId });
    expect(events.map(({ kind }) => kind)).toEqual(['resolved', 'over', 'acknowledged', 'raised']);
  });

  it('tells who was first to acknowledge it; the second changes nothing', async () => {
    const rig = createRig();
    const running = await rig.running();
    await running.notifications.report(harshBraking({ happenedAtMs: baseMs }));
    const alertIds = (await listAll(running)).map(({ id }) => id);
    await running.asUser('dana').acknowledgeAlerts({ alertIds });
    const { changedCount } = await running.asUser('lee').acknowledgeAlerts({ alertIds });
    expect(changedCount).toBe(0);
    expect(await listAll(running)).toMatchObject([{ acknowledged: { by: 'dana' }, state: 'resolved' }]);
  });

  it('is one for the same key, however often it is reported', async () => {
    const rig = createRig();
    const running = await rig.running();
    const incident = harshBraking({ happenedAtMs: baseMs });
    await Promise.all([1, 2, 3].map(() => running.notifications.report(incident)));
    await running.notifications.report(incident);
    expect(await listAll(running)).toHaveLength(1);
  });

  it('is one when Samsara reports what was seen here, before or after', async () => {
    const rig = createRig();
    const running = await rig.running();
    await speedUp(rig);
    await running.notifications.report(bySamsara(rig.clock.nowMs() + minuteMs));
    const [alert, ...others] = await listAll(running);
    expect(others).toEqual([]);
    expect(alert?.sources).toEqual(['local', 'samsara']);
    // Samsara's word comes late; our own decides.
    await running.notifications.report(
      bySamsara(rig.clock.nowMs(), { isResolved: true, resolvedAtMs: rig.clock.nowMs() }),
    );
    expect(await listAll(running)).toMatchObject([{ overAtMs: null }]);
    await slowDown(rig);
    expect((await listAll(running))[0]?.overAtMs).not.toBeNull();
  });

  it('is one when Samsara was first', async () => {
    const rig = createRig();
    const running = await rig.running();
    await running.notifications.report(bySamsara(baseMs - minuteMs));
    await speedUp(rig);
    expect(await listAll(running)).toMatchObject([{ sources: ['samsara', 'local'] }]);
  });

  it('is one when both of Samsara’s channels and our own rule tell it, in any order', async () => {
    const atMs = baseMs + 2 * minuteMs;
    const over = { isResolved: true, resolvedAtMs: atMs + 4 * minuteMs };
    const alert = bySamsara(atMs + minuteMs, { key: 'alert', ...over });
    const safety = bySamsara(atMs, { key: 'safety', source: 'samsaraSafety', ...over });
    for (const order of [
      [alert, safety],
      [safety, alert],
    ]) {
      for (const ownAfter of [0, 1, 2]) {
        const rig = createRig();
        const running = await rig.running();
        await rig.clock.advance(2 * minuteMs);
        for (const [index, report] of order.entries()) {
          if (index === ownAfter) await speedUp(rig);
          await running.notifications.report(report);
        }
        if (ownAfter === order.length) await speedUp(rig);
        const found = await listAll(running);
        expect(found.map(({ sources }) => [...sources].sort())).toEqual([
          ['local', 'samsara', 'samsaraSafety'],
        ]);
      }
    }
  });

  it('becomes graver when a graver rule finds the same, and is loud once more', async () => {
    const rig = createRig();
    const running = await rig.running();
    await speedUp(rig);
    const alertIds = (await listAll(running)).map(({ id }) => id);
    await running.client.acknowledgeAlerts({ alertIds });
    await rig.observe([fast(rig.clock.nowMs(), 92)]);
    await rig.clock.advance(10_000);
    await rig.observe([fast(rig.clock.nowMs(), 92)]);
    expect(await listAll(running)).toMatchObject([
      {
        id: alertIds[0],
        severity: 'critical',
        state: 'open',
        title: 'Truck a at 92 mph',
        attentionCount: 2,
        acknowledged: null,
        happenedAtMs: baseMs,
      },
    ]);
    // The graver rule's escalation runs from then on, once per level.
    await rig.clock.advance(6 * minuteMs);
    expect(await listAll(running)).toMatchObject([{ escalationLevel: 1, attentionCount: 3 }]);
    await slowDown(rig);
    expect((await listAll(running))[0]?.overAtMs).not.toBeNull();
  });

  it('that does not say how fast is worded anew when another source does', async () => {
    const rig = createRig();
    const running = await rig.running();
    await running.notifications.report(bySamsara(baseMs, { details: { speedMph: null, limitMph: null } }));
    expect(await listAll(running)).toMatchObject([
      { title: 'Truck a at too high a speed', severity: 'warning' },
    ]);
    await running.notifications.report(bySamsara(baseMs, { key: 'safety', source: 'samsaraSafety' }));
    expect(await listAll(running)).toMatchObject([{ title: 'Truck a at 81 mph' }]);
  });

  it('counts the same trouble that comes back, as known if it was known', async () => {
    const rig = createRig();
    const running = await rig.running();
    await speedUp(rig);
    const alertIds = (await listAll(running)).map(({ id }) => id);
    await running.client.acknowledgeAlerts({ alertIds });
    await slowDown(rig);
    await rig.clock.advance(2 * minuteMs);
    await speedUp(rig);
    expect(await listAll(running)).toMatchObject([
      { state: 'acknowledged', occurrenceCount: 2, attentionCount: 1, overAtMs: null },
    ]);
  });

  it('of yesterday goes straight into the history, and an hour-old one makes no noise', async () => {
    const rig = createRig();
    const running = await rig.running();
    const reports = [
      harshBraking({ key: 'yesterday', happenedAtMs: baseMs - 30 * 60 * minuteMs }),
      harshBraking({ key: 'hour', happenedAtMs: baseMs - 60 * minuteMs }),
      harshBraking({ key: 'now', happenedAtMs: baseMs }),
    ];
    for (const incident of reports) await running.notifications.report(incident);
    const found = (await listAll(running)).map(({ state, attentionCount }) => [state, attentionCount]);
    expect(found).toEqual([
      ['open', 1],
      ['open', 0],
      ['resolved', 0],
    ]);
  });

  it('is not made of what no rule wants', async () => {
    const rig = createRig();
    const running = await rig.running();
    await running.client.setRuleEnabled({ ruleId: 'default-harsh-event', isEnabled: false });
    await running.notifications.report(harshBraking({ happenedAtMs: baseMs }));
    expect(await listAll(running)).toEqual([]);
  });
});

describe('reminders', () => {
  async function escalating() {
    const rig = createRig();
    const running = await rig.running();
    const draft = draftOf({ kind: 'harshEvent' }, { escalateAfterMs: 10 * minuteMs });
    await running.client.deleteRule({ ruleId: 'default-harsh-event' });
    await running.client.saveRule({ rule: null, draft });
    await running.notifications.report(harshBraking({ happenedAtMs: baseMs }));
    const [alert] = await listAll(running);
    return { rig, running, alertId: alert?.id ?? '' };
  }

  it('escalate when nobody reacts, also when the process was away meanwhile, once per level', async () => {
    const { rig } = await escalating();
    await rig.clock.advance(9 * minuteMs);
    rig.clock.jumpTo(baseMs + 11 * minuteMs);
    const second = await rig.restart();
    await rig.clock.advance(6_000);
    expect(await listAll(second)).toMatchObject([
      { escalationLevel: 1, severity: 'critical', attentionCount: 2 },
    ]);
    await rig.clock.advance(60 * minuteMs);
    const [alert] = await listAll(second);
    expect(alert).toMatchObject({ escalationLevel: 3, attentionCount: 4, state: 'open' });
    const { events } = await second.client.getAlert({ alertId: alert?.id ?? '' });
    expect(events.filter(({ kind }) => kind === 'escalated')).toHaveLength(3);
  });

  it('leave alone what somebody acknowledged, owns or has noted', async () => {
    for (const react of ['acknowledge', 'own', 'note'] as const) {
      const { rig, running, alertId } = await escalating();
      const alertIds = [alertId];
      if (react === 'acknowledge') await running.client.acknowledgeAlerts({ alertIds });
      if (react === 'own') await running.client.ownAlerts({ alertIds, own: true });
      if (react === 'note') await running.client.addNote({ alertId, text: 'Called him.' });
      await rig.clock.advance(30 * minuteMs);
      expect(await listAll(running)).toMatchObject([{ escalationLevel: 0 }]);
    }
  });

  it('bring a snoozed alert back at its time, and escalate only after that', async () => {
    const { rig, running, alertId } = await escalating();
    const untilMs = baseMs + 60 * minuteMs;
    await running.client.snoozeAlerts({ alertIds: [alertId], untilMs });
    await rig.clock.advance(59 * minuteMs);
    expect(await listAll(running)).toMatchObject([{ snoozedUntilMs: untilMs, attentionCount: 1 }]);
    await rig.clock.advance(2 * minuteMs);
    expect(await listAll(running)).toMatchObject([
      { snoozedUntilMs: null, attentionCount: 2, escalationLevel: 0 },
    ]);
    await rig.clock.advance(11 * minuteMs);
    expect(await listAll(running)).toMatchObject([{ escalationLevel: 1 }]);
    await expect(running.client.snoozeAlerts({ alertIds: [alertId], untilMs })).rejects.toMatchObject({
      code: 'notifications/snooze-in-the-past',
    });
  });
});

describe('the stream of active alerts', () => {
  it('begins with all of them in portions, then tells what changed and what is done', async () => {
    const rig = createRig();
    const running = await rig.running();
    for (let index = 0; index < 620; index += 1) {
      const subject = { vehicleId: 'b', driverId: null };
      await running.notifications.report(
        harshBraking({ key: `harsh-${String(index)}`, happenedAtMs: baseMs - index * 2 * minuteMs, subject }),
      );
    }
    const { next, end } = read(await running.client.watchActiveAlerts());
    const [first, second] = [await next(), await next()];
    expect([first.begins, first.isWhole, first.alerts.length]).toEqual([true, false, 500]);
    expect([second.begins, second.isWhole, second.alerts.length]).toEqual([false, true, 120]);
    const alertIds = [first.alerts[0]?.id ?? ''];
    const pending = next();
    await settle();
    await running.client.acknowledgeAlerts({ alertIds });
    await rig.clock.advance(1_000);
    expect(await pending).toMatchObject({ begins: false, alerts: [], goneIds: alertIds });
    await end();
  });
});

describe('rules and templates', () => {
  it('are for supervisors to change; a dispatcher reads and acknowledges', async () => {
    const rig = createRig();
    const running = await rig.running();
    const lee = running.asUser('lee', ['dispatcher']);
    const draft = draftOf(speeding());
    await expect(lee.saveRule({ rule: null, draft })).rejects.toMatchObject({ code: 'platform/forbidden' });
    await expect(lee.resetTemplate({ kind: 'speeding' })).rejects.toMatchObject({
      code: 'platform/forbidden',
    });
    expect(await lee.listTemplates()).toHaveLength(13);
  });

  it('keep a deleted default rule deleted, and a changed one changed, over a restart', async () => {
    const rig = createRig();
    const { client } = await rig.running();
    await client.deleteRule({ ruleId: 'default-idling' });
    await client.setRuleEnabled({ ruleId: 'default-low-fuel', isEnabled: false });
    const second = await rig.restart();
    const { next, end } = read(await second.client.watchRules());
    const rules = await next();
    await end();
    expect(rules.some(({ id }) => id === 'default-idling')).toBe(false);
    expect(rules.find(({ id }) => id === 'default-low-fuel')).toMatchObject({ isEnabled: false, version: 2 });
  });

  it('refuse to overwrite what was not seen', async () => {
    const rig = createRig();
    const { client } = await rig.running();
    const saved = await client.saveRule({ rule: null, draft: draftOf(speeding()) });
    const draft = draftOf(speeding(), { name: 'Faster' });
    expect(await client.saveRule({ rule: saved, draft })).toMatchObject({ version: 2, name: 'Faster' });
    await expect(client.saveRule({ rule: saved, draft })).rejects.toMatchObject({
      code: 'notifications/rule-changed',
    });
  });

  it('are tried against the fleet as it is', async () => {
    const rig = createRig();
    const { client } = await rig.running();
    await rig.observe([fast(baseMs), observationOf('b', { speedMph: null })]);
    const draft = draftOf(speeding(), { name: 'Trial' });
    expect(await client.testRule({ draft })).toEqual({
      isInSchedule: true,
      isMeasured: true,
      vehicleCount: 2,
      unknownCount: 1,
      matchCount: 1,
      matches: [{ vehicleId: 'a', vehicleName: 'Truck a', text: 'Truck a at 80 mph' }],
    });
  });

  it('word new alerts by the changed template, and refuse one with mistakes', async () => {
    const rig = createRig();
    const { client } = await rig.running();
    const template = { kind: 'harshEvent', title: '{driver}: {event}!', body: '' } as const;
    await client.saveTemplate(template);
    const second = await rig.restart();
    await second.notifications.report(harshBraking({ happenedAtMs: baseMs }));
    expect(await listAll(second)).toMatchObject([{ title: 'Dana Whitfield: Harsh braking!' }]);
    await expect(second.client.saveTemplate({ ...template, title: '{drver}' })).rejects.toMatchObject({
      code: 'notifications/invalid-template',
      data: { issues: [{ reason: 'unknownPlaceholder' }] },
    });
    expect(await second.client.resetTemplate({ kind: 'harshEvent' })).toMatchObject({ isChanged: false });
  });
});
