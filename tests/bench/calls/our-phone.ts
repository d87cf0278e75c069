import { ensureBuild } from '../../../src-main/tooling/app/ensure-build.ts';
import { temporaryProfile, type Provisioned } from '../../../src-main/tooling/app/provision.ts';
import { openDesk } from '../../../src-main/tooling/check/desk.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import type { Supervisor } from '../../../src-main/tooling/process/supervisor.ts';
import { collectGarbage } from './collect-garbage.ts';
import { everyCallEnded, startBenchSandbox, telephone, type BenchPhone } from './contestant.ts';
import { watchPages } from './sound-start.ts';

const readyTimeoutMs = 60_000;

/** Our desk with a telephone account and no fleet, its phone registered. It ends with the supervisor. */
export async function openOurPhone(input: {
  readonly supervisor: Supervisor;
  readonly provisioned: Provisioned;
}): Promise<BenchPhone> {
  const { supervisor, provisioned } = input;
  await ensureBuild({ log: terminalLog });
  const { sandbox, url } = await startBenchSandbox();
  supervisor.onStop(() => sandbox.stop());
  const { sid: accountSid, authToken, apiKeySid, apiKeySecret, applications } = sandbox.account;
  const [applicationSid = ''] = applications.keys();
  const account = { url, accountSid, authToken, apiKeySid, apiKeySecret, applicationSid };
  const numbers = [...sandbox.account.incomingNumbers.keys()];
  const SWITCHYARD_SANDBOX_PHONE = JSON.stringify({ ...account, numbers });
  const { app, page, processId } = await openDesk({
    supervisor,
    provisioned: { ...provisioned, environment: { ...provisioned.environment, SWITCHYARD_SANDBOX_PHONE } },
    profileFolder: await temporaryProfile(supervisor),
  });
  await page.getByRole('button', { name: /can receive calls/ }).waitFor({ timeout: readyTimeoutMs });
  const host = app.windows().find((window) => window.url().includes('phone-host'));
  if (host === undefined) throw new Error('the phone has no hidden window');
  const panel = page.getByRole('complementary', { name: 'Phone' });
  const watch = await watchPages({ withButtons: page, withSound: host });
  return {
    ...watch,
    processId,
    sandbox,
    collectGarbage: () => collectGarbage([page, host]),
    async call() {
      const field = panel.getByRole('textbox', { name: 'Name, number or truck' });
      if (!(await field.isVisible())) await page.keyboard.press('Control+Shift+P');
      await field.fill(telephone);
      await panel.getByRole('button', { name: `Call ${telephone}` }).click();
      return watch.clickedAtMs();
    },
    async answer() {
      await panel.getByRole('button', { name: 'Answer' }).click();
      return watch.clickedAtMs();
    },
    async hangUp() {
      // What ends before it counts as connected leaves nothing to close.
      await panel.getByText('Connected').waitFor();
      await page.keyboard.press('Control+Shift+X');
      await everyCallEnded(sandbox);
      await panel.getByRole('button', { name: 'Close', exact: true }).click();
    },
  };
}
