import type { CoreStatus } from '../../src-main/core/contract.ts';
import type { SyncHealth } from '../../src-main/core/operations/samsara/contract.ts';
import type { ShellNotice, ShellState } from '../../src-main/shell/contract.ts';
import { failureText } from '../platform/failure-text.ts';
import { formatCount, formatMegabytes, formatMoment } from '../ui/format.ts';
import { positionsAsOfMs } from './connection.ts';
import { catalogue, text } from './text.ts';

export interface Banner {
  readonly id: string;
  readonly tone: 'info' | 'warn' | 'bad';
  readonly message: string;
  /** The cause or the place, under the message. */
  readonly detail: string;
  readonly action: 'restartCore' | 'openSettings' | 'openLedger' | null;
  /** Set when the person may put it away. */
  readonly dismissCode: ShellNotice['code'] | null;
}

const stateBanner = (banner: Pick<Banner, 'id' | 'tone' | 'message'> & Partial<Banner>): Banner => ({
  detail: '',
  action: null,
  dismissCode: null,
  ...banner,
});

function coreBanner(shell: ShellState | null): Banner | null {
  if (shell === null) return null;
  const { state, attempt, failure } = shell.core;
  const detail = failure === null ? '' : failureText(failure);
  if (state === 'restarting') {
    const message = text.t('app:banner.coreRestarting', { attempt });
    return stateBanner({ id: 'core', tone: 'warn', message, detail });
  }
  if (state !== 'failed') return null;
  return stateBanner({
    id: 'core',
    tone: 'bad',
    message: text.t('app:banner.coreFailed'),
    detail,
    action: 'restartCore',
  });
}

function feedBanner(health: SyncHealth | null, nowMs: number): Banner | null {
  if (health === null) return null;
  const { connection, failure } = health;
  if (connection !== 'stale' && connection !== 'offline' && connection !== 'stopped') return null;
  const isStopped = connection === 'stopped';
  const time = formatMoment(isStopped ? health.sinceMs : positionsAsOfMs(health), nowMs);
  return stateBanner({
    id: 'feed',
    tone: isStopped ? 'bad' : 'warn',
    message: text.t(`app:banner.${connection}`, { time }),
    detail: failure === null || connection === 'offline' ? '' : failureText(failure),
    action: isStopped ? 'openSettings' : null,
  });
}

/** Above its budget the past is only warned of: forgetting is for a person to decide. */
function diskBanner(shell: ShellState | null, status: CoreStatus | null): Banner | null {
  const bytes = status?.databases.find(({ name }) => name === 'telematics')?.bytes ?? 0;
  if (shell === null || bytes <= shell.settings.diskBudgetGigabytes * 1e9) return null;
  const budget = formatCount(shell.settings.diskBudgetGigabytes);
  return stateBanner({
    id: 'disk',
    tone: 'warn',
    message: text.t('app:banner.diskBudget', { size: formatMegabytes(bytes), budget }),
    action: 'openSettings',
  });
}

/** What is wrong with the points ledger, as far as this desk knows. */
export interface LedgerTrouble {
  /** Of the hub's history against the one this desk has seen. */
  readonly fault: { readonly name: string; readonly seq: number | null } | null;
  /** Of the last time somebody had this desk's copy verified. */
  readonly findingCount: number;
}

type WordedFault = keyof typeof catalogue.referralOffice.fault.detail;
const isFault = (name: string): name is WordedFault =>
  Object.hasOwn(catalogue.referralOffice.fault.detail, name);

function ledgerBanner({ fault, findingCount }: LedgerTrouble): Banner | null {
  const bad = { id: 'ledger', tone: 'bad', action: 'openLedger' } as const;
  if (fault !== null) {
    const { name, seq } = fault;
    const what = isFault(name) ? text.t(`referralOffice:fault.detail.${name}`) : name;
    const where = seq === null ? '' : text.t('referralOffice:fault.at', { seq: formatCount(seq) });
    return stateBanner({
      ...bad,
      message: text.t('referralOffice:fault.message'),
      detail: [what, where].filter(Boolean).join(' '),
    });
  }
  if (findingCount === 0) return null;
  const counts = { count: findingCount, countText: formatCount(findingCount) };
  return stateBanner({ ...bad, message: text.t('referralOffice:fault.findings', counts) });
}

const noticeTones: Readonly<Record<ShellNotice['code'], Banner['tone']>> = {
  'settings-set-aside': 'warn',
  'secrets-session-only': 'info',
  'old-test-runtime': 'info',
  'basemap-fallback': 'warn',
};

const noticeBanner = (notice: ShellNotice): Banner => ({
  id: notice.code,
  tone: noticeTones[notice.code],
  message: text.t(`shell:notices.${notice.code}`),
  detail: notice.detail,
  action: null,
  dismissCode: notice.code,
});

/** What has to be said above the screen now, the gravest first. While the core is away its feed is not reported on. */
export function bannersOf(
  shell: ShellState | null,
  health: SyncHealth | null,
  status: CoreStatus | null,
  ledger: LedgerTrouble,
  nowMs: number,
): readonly Banner[] {
  const core = coreBanner(shell);
  const state = core ?? feedBanner(health, nowMs);
  const notices = (shell?.notices ?? []).map(noticeBanner);
  return [state, ledgerBanner(ledger), diskBanner(shell, status), ...notices].filter(
    (banner) => banner !== null,
  );
}
