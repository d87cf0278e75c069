import { createRouterClient } from '@orpc/server';
import { expect, it } from 'vitest';
import { createIds } from '../../../src-main/core/platform/ids.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { systemRandom } from '../../../src-main/core/platform/random.ts';
import { actorOf, nobody } from '../../../src-main/hub/access/identity.ts';
import { createAccess } from '../../../src-main/hub/access/index.ts';
import { createAudit } from '../../../src-main/hub/audit/index.ts';
import type { HubContext } from '../../../src-main/hub/hub-context.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { describeOffice, type OfficeRig } from '../../support/office-databases.ts';

const password = 'a long enough password';

async function createRig({ makePlace }: OfficeRig) {
  const office = await (await makePlace()).open();
  const clock = createManualClock();
  const ids = createIds({ clock, random: systemRandom });
  const audit = createAudit({ db: office.db, clock, ids });
  let revokedCount = 0;
  const access = createAccess({ office, audit, clock, ids, onRevoked: () => (revokedCount += 1) });
  /** As who shows these tokens; refused tokens come as nobody would. */
  const as = async (...tokens: readonly string[]) => {
    const identity = (await access.identify(tokens)) ?? nobody;
    const logger = createSilentLogger();
    const session = { userId: actorOf(identity), roles: identity.roles };
    const context: HubContext = { session, logger, identity, requestId: 'r1', address: '127.0.0.1' };
    return createRouterClient({ ...access.router, ...audit.v2 }, { context });
  };
  const adminToken = (await access.makeAdminToken({ replace: false })) ?? '';
  const admin = await as(adminToken);
  const enrol = async (deskName = 'Desk 1') => {
    const { code } = await admin.makeEnrolmentCode();
    return (await as()).enrolDesk({ code, deskName });
  };
  const actions = async () => {
    const { entries } = await admin.listAudit({ countMax: 200 });
    return entries.map(({ action, outcome, actor }) => `${action} ${outcome} by ${actor}`).reverse();
  };
  return { office, clock, access, as, admin, adminToken, enrol, actions, revokedCount: () => revokedCount };
}

describeOffice('who may come in', (rig) => {
  it('makes the first admin token once, and another one in its place', async () => {
    const { access, as, adminToken } = await createRig(rig);
    expect(await access.makeAdminToken({ replace: false })).toBeNull();
    const next = (await access.makeAdminToken({ replace: true })) ?? '';
    expect(await access.identify([adminToken])).toBeNull();
    expect((await (await as(next)).getMyself()).roles).toContain('admin');
  });

  it('lets a desk in by a code, once, and never after a quarter of an hour', async () => {
    const { clock, as, admin, actions } = await createRig(rig);
    const { code } = await admin.makeEnrolmentCode();
    const stranger = await as();
    const attempts = await Promise.allSettled(
      [1, 2, 3].map((n) => stranger.enrolDesk({ code, deskName: `Desk ${n}` })),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const late = await admin.makeEnrolmentCode();
    await clock.advance(15 * 60_000);
    for (const wrong of [late.code, code, 'AAAAA-AAAAA']) {
      await expect(stranger.enrolDesk({ code: wrong, deskName: 'x' })).rejects.toMatchObject({
        code: 'access/wrong-code',
      });
    }
    expect((await admin.listDesks()).desks).toHaveLength(1);
    expect((await actions()).filter((text) => text === 'deskEnrolled refused by nobody')).toHaveLength(5);
  });

  it("changes a desk's token without ever leaving it outside", async () => {
    const { clock, as, enrol } = await createRig(rig);
    const { deskToken: first } = await enrol();
    // The answer is lost: the old token still opens, and asking again gives another.
    await (await as(first)).rotateDeskToken();
    const { deskToken: second } = await (await as(first)).rotateDeskToken();
    expect((await (await as(second)).getMyself()).desk?.name).toBe('Desk 1');
    // Requests that were under way go through; a minute later the old one is a copy.
    expect((await (await as(first)).getMyself()).desk?.name).toBe('Desk 1');
    await clock.advance(60_001);
    expect((await (await as(first)).getMyself()).desk).toBeNull();
  });

  it('locks a desk out whose old token is shown again, and says so to whoever holds connections', async () => {
    const { clock, access, as, enrol, revokedCount, actions } = await createRig(rig);
    const { deskToken: copied } = await enrol();
    const { deskToken } = await (await as(copied)).rotateDeskToken();
    expect(await access.identify([deskToken])).toMatchObject({
      desk: { name: 'Desk 1' },
      roles: ['dispatcher'],
    });
    await clock.advance(3_600_000);
    expect(await access.identify([copied])).toBeNull();
    expect(await access.identify([deskToken])).toBeNull();
    expect(revokedCount()).toBe(1);
    expect(await actions()).toContain('deskRevoked done by hub');
  });

  it('lets people do what their roles say, at a desk or without one', async () => {
    const { admin, as, enrol } = await createRig(rig);
    await admin.addPerson({ name: 'Ann Óe', roles: ['dispatcher', 'approver'], password });
    const again = admin.addPerson({ name: ' ann ÓE', roles: [], password });
    await expect(again).rejects.toMatchObject({ code: 'access/name-taken' });
    const { deskToken, deskId } = await enrol();
    const { sessionToken, person } = await (await as(deskToken)).signIn({ name: 'ann óe', password });
    const signedIn = await as(sessionToken, deskToken);
    expect(await signedIn.getMyself()).toMatchObject({
      person: { id: person.id, name: 'Ann Óe' },
      desk: { id: deskId },
      roles: ['dispatcher', 'approver'],
    });
    await expect(signedIn.listPeople()).rejects.toMatchObject({
      code: 'platform/forbidden',
      data: { role: 'admin' },
    });
    await signedIn.signOut();
    expect((await (await as(sessionToken)).getMyself()).person).toBeNull();
  });

  it('ends sessions after a shift, when somebody is disabled, and when a password is set anew', async () => {
    const { clock, access, admin, as } = await createRig(rig);
    const { id: personId } = await admin.addPerson({ name: 'Ann', roles: ['dispatcher'], password });
    const signIn = async (word = password) =>
      (await (await as()).signIn({ name: 'Ann', password: word })).sessionToken;
    const tokens = [await signIn(), await signIn()];
    const newPassword = 'another long password';
    await (await as(tokens[0]!)).changePassword({ password, newPassword });
    expect(await access.identify([tokens[0]!])).toMatchObject({ person: { id: personId } });
    expect(await access.identify([tokens[1]!])).toBeNull();
    await clock.advance(12 * 3_600_000);
    expect(await access.identify([tokens[0]!])).toBeNull();
    const token = await signIn(newPassword);
    await admin.changePerson({ personId, roles: ['supervisor'] });
    expect(await access.identify([token])).toMatchObject({ roles: ['supervisor'] });
    await admin.changePerson({ personId, isDisabled: true });
    expect(await access.identify([token])).toBeNull();
    await expect(signIn(newPassword)).rejects.toMatchObject({ code: 'access/wrong-password' });
    await expect(admin.changePerson({ personId: 'x' })).rejects.toMatchObject({
      code: 'access/unknown-person',
    });
  });

  it('locks an account after five wrong passwords, counts those at once too, and forgets after a right one', async () => {
    const { clock, admin, as, actions } = await createRig(rig);
    await admin.addPerson({ name: 'Ann', roles: [], password });
    const stranger = await as();
    const fail = () =>
      stranger.signIn({ name: 'Ann', password: 'wrong' }).catch((error: { code: string }) => error.code);
    expect(await Promise.all([1, 2, 3, 4, 5].map(fail))).toEqual(Array(5).fill('access/wrong-password'));
    const untilMs = clock.nowMs() + 60_000;
    const locked = stranger.signIn({ name: 'Ann', password });
    await expect(locked).rejects.toMatchObject({ code: 'access/locked', data: { untilMs } });
    await clock.advance(60_000);
    await stranger.signIn({ name: 'Ann', password });
    expect(await fail()).toBe('access/wrong-password');
    await stranger.signIn({ name: 'Ann', password });
    expect((await actions()).filter((text) => text.startsWith('signedIn refused'))).toHaveLength(6);
  });

  it('keeps no secret that would open anything', async () => {
    const { office, admin, as, adminToken, enrol } = await createRig(rig);
    await admin.addPerson({ name: 'Ann', roles: [], password });
    const { sessionToken } = await (await as()).signIn({ name: 'Ann', password });
    const { deskToken } = await enrol();
    const { code } = await admin.makeEnrolmentCode();
    const tables = [
      'person',
      'desk',
      'enrolment_code',
      'person_session',
      'admin_key',
      'audit_entry',
    ] as const;
    const rows = await Promise.all(tables.map((table) => office.db.selectFrom(table).selectAll().execute()));
    const stored = JSON.stringify(rows);
    for (const secret of [password, adminToken, sessionToken, deskToken, code])
      expect(stored).not.toContain(secret);
  });

  it('goes on from the cursor, whatever was done meanwhile', async () => {
    const { admin, enrol } = await createRig(rig);
    for (let count = 0; count < 4; count += 1) await enrol();
    const first = await admin.listAudit({ countMax: 3 });
    await enrol();
    const seen = [...first.entries];
    for (let cursor = first.nextCursor; cursor !== null;) {
      const page = await admin.listAudit({ cursor, countMax: 3 });
      seen.push(...page.entries);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(9);
    await expect(admin.listAudit({ cursor: 'x' })).rejects.toMatchObject({ code: 'audit/bad-cursor' });
  });
});
