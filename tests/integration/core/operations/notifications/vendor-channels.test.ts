import { expect, it } from 'vitest';
import { vehicleOf } from '../../../../unit/core/operations/notifications/rules-fixture.ts';
import { openLiveSync, passUntil } from '../samsara-rig.ts';
import { createAlertRig, listAll } from './rig.ts';

/** What the sandbox's vendor tells of a shift, through the real sync and into the real ledger. */
it('makes one alert of a speeding that Samsara tells by its alerts and by its safety events', async () => {
  const { rig, sandbox } = await openLiveSync({ vehicleCount: 120 });
  for (const name of ['alerts', 'safetyEvents'] as const) {
    await passUntil(rig, sandbox, async () => (await rig.resource(name)).state === 'live');
  }
  const reports = rig.incidents.filter(({ kind }) => kind === 'speeding');
  const severe = reports
    .filter(({ source }) => source === 'samsaraSafety')
    .map(({ subject }) => subject.vehicleId);
  expect(severe.length).toBeGreaterThan(3);

  const vehicleIds = [...new Set(reports.flatMap(({ subject }) => subject.vehicleId ?? []))];
  const alertRig = createAlertRig(
    vehicleIds.map((id) => vehicleOf(id)),
    rig.clock.nowMs(),
  );
  const running = await alertRig.running();
  for (const report of reports) await running.notifications.report(report);

  const alerts = await listAll(running);
  expect(alerts.length).toBeGreaterThan(0);
  expect(alerts.length).toBeLessThan(reports.length);
  const byBoth = alerts.filter(({ sources }) => sources.length > 1);
  expect(byBoth.length).toBeGreaterThan(0);
  // Two alerts of one truck never lie on the same stretch of time.
  for (const alert of alerts) {
    const others = alerts.filter(({ id, vehicle }) => id !== alert.id && vehicle?.id === alert.vehicle?.id);
    for (const other of others) {
      const isApart =
        Math.max(alert.happenedAtMs, other.happenedAtMs) >
        Math.min(alert.overAtMs ?? Infinity, other.overAtMs ?? Infinity);
      expect(isApart, `${alert.title} ${new Date(alert.happenedAtMs).toISOString()}`).toBe(true);
    }
  }
  // Told again, nothing more comes of it.
  for (const report of reports) await running.notifications.report(report);
  expect(await listAll(running)).toHaveLength(alerts.length);
});
