import hubText from '../../../resources/text/en/hub.json' with { type: 'json' };
import type { SandboxHub } from '../app/sandbox-hub.ts';
import type { Desk } from './desk.ts';

const patienceMs = 30_000;

/** As a person does it, above the referrals: the first of the sandbox's accounts. */
export async function signInAtOffice({ page }: Desk, { demoAccounts }: SandboxHub): Promise<void> {
  const [account] = demoAccounts;
  if (account === undefined) throw new Error('the office has no accounts');
  await page.keyboard.press('Control+8');
  await page
    .getByRole('button', { name: hubText.signIn, exact: true })
    .first()
    .click({ timeout: patienceMs });
  const form = page.getByRole('form', { name: hubText.signInAt });
  await form.getByRole('button', { name: new RegExp(`^${account.name},`) }).click({ timeout: patienceMs });
  const actor = page.getByRole('button', { name: hubText.signedIn.replace('{{name}}', account.name) });
  await actor.waitFor({ timeout: patienceMs });
  await page.keyboard.press('Escape');
}
