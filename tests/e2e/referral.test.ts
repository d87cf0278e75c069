import path from 'node:path';
import Database from 'better-sqlite3';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './support/axe.ts';
import { hubPassword, openOfficeHub, type OfficeHub } from './support/hub.ts';
import { launchApp, type LaunchedApp } from './support/launch.ts';

/** One office: a clerk's desk that comes in by the settings, an approver's that is given its place. Each test goes on from the one before. */

let office: OfficeHub;
let clerk: LaunchedApp;
let approver: LaunchedApp;

beforeAll(async () => {
  office = await openOfficeHub();
  clerk = await launchApp({ sandbox: null });
  const env = { SWITCHYARD_HUB_URL: office.url, SWITCHYARD_HUB_TOKEN: await office.enrol('Approver') };
  approver = await launchApp({ sandbox: null, env });
});
afterAll(async () => {
  await clerk?.close();
  await approver?.close();
  await office?.close();
});

/** A machine that does everything at once, and pauses of the link between two tries. */
const patience = { timeout: 60_000 };
const seen = (what: Locator) => what.first().waitFor(patience);

async function signIn(form: Locator, name: string): Promise<void> {
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await form.getByLabel('Password', { exact: true }).fill(hubPassword);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

const board = (page: Page, state: string, name: string) =>
  page.getByRole('region', { name: state, exact: true }).getByRole('option', { name: new RegExp(name) });
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();

describe('the referral programme at two desks', () => {
  it('lets a desk in with a code, and a person sign in', async () => {
    const page = clerk.window;
    await page.keyboard.press('Control+,');
    const hub = page.getByRole('region', { name: 'Hub' });
    await hub.getByRole('textbox', { name: 'Address of the hub' }).fill(office.url);
    await hub.getByRole('textbox', { name: 'One-time code' }).fill('NOT-THIS');
    await hub.getByRole('textbox', { name: 'Name of this desk' }).fill('Clerk');
    await hub.getByRole('button', { name: 'Enrol this desk' }).click();
    await seen(hub.getByText('The hub does not know this code'));
    await hub.getByRole('textbox', { name: 'One-time code' }).fill(await office.makeCode());
    await hub.getByRole('button', { name: 'Enrol this desk' }).click();
    await seen(hub.getByText('This desk is “Clerk”'));
    await signIn(hub.getByRole('form', { name: 'Sign in at the hub' }), 'Casey');
    await seen(hub.getByText('Casey is signed in until'));
    await page.keyboard.press('Control+8');
    await seen(page.getByText(/^live · as of/));
  });

  it('keeps a referral that is made without the hub apart, and posts it when the hub is back', async () => {
    const page = clerk.window;
    await office.stop();
    await seen(page.getByText(/^office not reached/));
    await page.getByRole('button', { name: 'New referral' }).click();
    const form = page.getByRole('form', { name: 'New referral' });
    await form.getByRole('textbox', { name: 'Referral code' }).fill('ANN-1');
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Bob Newman');
    await form.getByRole('textbox', { name: 'Phone' }).fill('+1 312 555 0144');
    expect(await findViolations(page)).toEqual([]);
    await form.getByRole('button', { name: 'Make referral' }).click();
    const strip = page.getByRole('region', { name: 'Not in the ledger yet' });
    await seen(strip.getByText('Bob Newman'));
    await office.startAgain();
    await seen(board(page, 'Invited', 'Bob Newman'));
    await strip.waitFor({ state: 'detached', ...patience });
  });

  it('shows it at the other desk, where a second person gives the points', async () => {
    const page = approver.window;
    await page.keyboard.press('Control+8');
    await seen(board(page, 'Invited', 'Bob Newman'));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await signIn(page.getByRole('form', { name: 'Sign in at the hub' }), 'Alex');
    await seen(page.getByRole('button', { name: 'Alex is signed in' }));
    await page.keyboard.press('Escape');
    await hireBob(await office.as('Casey'));
    await seen(board(page, 'Hired', 'Bob Newman'));
    await tab(page, 'Approvals');
    await page
      .getByRole('grid', { name: 'Waiting for a second person' })
      .getByRole('row', { name: /Bob Newman|First load/ })
      .click();
    const release = page.getByRole('button', { name: 'Release 500 points (A)' });
    await release.waitFor(patience);
    expect(await findViolations(page)).toEqual([]);
    await release.click();
    await seen(board(clerk.window, 'Paid', 'Bob Newman'));
    for (const name of ['Rewards', 'Point rules', 'Company', 'Outbox']) {
      await tab(page, name);
      const panel = page.getByRole('tabpanel', { name: new RegExp(`^${name}`) });
      await expect.poll(() => panel.innerText()).not.toBe('');
      expect(await findViolations(page)).toEqual([]);
    }
  });

  it('redeems points, and says on Verify that all is well', async () => {
    const page = clerk.window;
    await tab(page, 'People');
    await page
      .getByRole('grid', { name: 'People' })
      .getByRole('row', { name: /Ann Driver/ })
      .click();
    const person = page.getByRole('region', { name: 'Person Ann Driver' });
    await person.getByRole('button', { name: 'Redeem a reward' }).click();
    await person.getByRole('combobox', { name: 'Reward' }).click();
    await page.getByRole('option', { name: /Winter jacket/ }).click();
    await person.getByRole('button', { name: 'Confirm' }).click();
    await seen(person.getByText('100', { exact: true }));
    expect(await findViolations(page)).toEqual([]);
    await tab(page, 'Ledger');
    await seen(page.getByText('Moved to Hired: Bob Newman'));
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await seen(page.getByText(/^All well: \d+ entries/));
  });

  it('finds a row that was changed behind its back, and names it', async () => {
    const page = clerk.window;
    const seq = tamperWith(path.join(clerk.userDataFolder, 'data', 'ledger.db'));
    await page.getByRole('button', { name: 'Verify again' }).click();
    await seen(page.getByText(`Entry ${seq} has been changed.`));
    await seen(page.getByRole('button', { name: 'Open the ledger' }));
    expect(await findViolations(page)).toEqual([]);
    expect(await page.getByText(/^All well/).count()).toBe(0);
  });
});

type Clerk = Awaited<ReturnType<OfficeHub['as']>>;

/** From applied to his first load; by the API, as a third desk would. */
async function hireBob(casey: Clerk): Promise<void> {
  const { items } = await casey.call('referral/listReferrals', { companyId: 'acme' });
  const [{ id: referralId }] = items as [{ id: string }];
  const profile = { name: 'Bob Newman', phone: '+13125550199', email: null, licence: null };
  await casey.command('addPerson', { companyId: 'acme', personId: 'bob', kind: 'driver', profile });
  for (const to of ['applied', 'qualified', 'hired']) {
    const candidateId = to === 'hired' ? 'bob' : null;
    await casey.command('moveReferral', { referralId, to, candidateId, evidence: null });
  }
  await casey.command('reachMilestone', { referralId, milestone: 'First load', evidence: 'Load 1' });
}

/** As somebody with the file in their hands would: the guards taken off, another amount written. */
function tamperWith(filePath: string): number {
  const database = new Database(filePath);
  try {
    database.exec('DROP TRIGGER ledger_entry_no_update');
    const { seq } = database
      .prepare("SELECT seq FROM ledger_entry WHERE body LIKE '%milestoneReached%'")
      .get() as { seq: number };
    database.prepare("UPDATE ledger_entry SET body = replace(body, '500', '900') WHERE seq = ?").run(seq);
    return seq;
  } finally {
    database.close();
  }
}
