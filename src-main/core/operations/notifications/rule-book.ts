import type { OpenDatabase } from '../../database/connection.ts';
import type { LedgerSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import { createState, type State } from '../../platform/state.ts';
import type { Rule, RuleDraft } from './contract.ts';
import { defaultRules, rulesWhereAsked } from './default-rules.ts';
import type { Happening } from './incident.ts';
import { severities, type AlertKind } from './incident.wire.ts';
import { speedAllowedMph } from './measure.ts';
import { deleteRule, insertMissingRules, readRules, saveRule } from './rule-repository.ts';
import { scopeTest, type ScopedVehicle } from './rule-scope.ts';
import { isInSchedule } from './schedule.ts';
import { createTurns } from './turns.ts';

/** Each is held against every vehicle it covers, every second. */
const ruleCountMax = 200;

export interface RuleBook {
  readonly state: State<readonly Rule[]>;
  /** Reads the rules; a new desk gets the default ones. */
  load(): Promise<void>;
  /** Throws `notifications/unknown-rule`, `notifications/rule-changed`, `notifications/too-many-rules`. */
  save(known: { readonly id: string; readonly version: number } | null, draft: RuleDraft): Promise<Rule>;
  /** Throws `notifications/unknown-rule`. */
  setEnabled(id: string, isEnabled: boolean): Promise<Rule>;
  /** Throws `notifications/unknown-rule`. */
  remove(id: string): Promise<void>;
  find(id: string): Rule | null;
  /** The rule of a geofence's own wish; `null`: it was deleted, or the kind has none. */
  ruleWhereAsked(kind: AlertKind): Rule | null;
  /**
   * The rule for what somebody else has found: the gravest whose threshold it exceeds, else the mildest of the kind,
   * since whoever told it has judged by a threshold of their own. `null`: nobody wants to know.
   */
  ruleFor(happening: Happening, vehicle: ScopedVehicle | null, atMs: number): Rule | null;
}

const unknownRule = () => new AppError('notifications/unknown-rule', 'No rule with this id is known.');

export function createRuleBook(deps: {
  readonly database: OpenDatabase<LedgerSchema>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}): RuleBook {
  const { database, clock, ids, logger } = deps;
  const state = createState<readonly Rule[]>([]);
  const inTurn = createTurns();
  const find = (id: string) => state.get().find((rule) => rule.id === id) ?? null;

  async function load() {
    await database.transaction((trx) => insertMissingRules(trx, defaultRules, clock.nowMs()));
    await reload();
  }

  async function reload() {
    const onUnreadable = (ruleId: string) => logger.error({ ruleId }, 'a stored alert rule cannot be read');
    state.set(await readRules(database.db, onUnreadable));
  }

  async function write(rule: Rule): Promise<Rule> {
    await database.transaction((trx) => saveRule(trx, rule));
    await reload();
    return rule;
  }

  async function save(known: Parameters<RuleBook['save']>[0], draft: RuleDraft): Promise<Rule> {
    const updatedAtMs = clock.nowMs();
    if (known === null) {
      if (state.get().length >= ruleCountMax) {
        throw new AppError('notifications/too-many-rules', 'There are too many rules.');
      }
      return write({ ...draft, id: ids.next(), version: 1, updatedAtMs });
    }
    const before = find(known.id);
    if (!before) throw unknownRule();
    if (before.version !== known.version) {
      throw new AppError('notifications/rule-changed', 'Somebody else has changed this rule meanwhile.');
    }
    return write({ ...draft, id: before.id, version: before.version + 1, updatedAtMs });
  }

  async function setEnabled(id: string, isEnabled: boolean): Promise<Rule> {
    const rule = find(id);
    if (!rule) throw unknownRule();
    if (rule.isEnabled === isEnabled) return rule;
    return write({ ...rule, isEnabled, version: rule.version + 1, updatedAtMs: clock.nowMs() });
  }

  async function remove(id: string): Promise<void> {
    const isRemoved = await database.transaction((trx) => deleteRule(trx, id, clock.nowMs()));
    if (!isRemoved) throw unknownRule();
    await reload();
  }

  return {
    state,
    find,
    load: () => inTurn(load),
    save: (known, draft) => inTurn(() => save(known, draft)),
    setEnabled: (id, isEnabled) => inTurn(() => setEnabled(id, isEnabled)),
    remove: (id) => inTurn(() => remove(id)),
    ruleWhereAsked: (kind) => find(rulesWhereAsked[kind] ?? ''),
    ruleFor: (happening, vehicle, atMs) => ruleAmong(state.get(), happening, vehicle, atMs),
  };
}

function isExceeded({ condition }: Rule, happening: Happening): boolean {
  if (condition.kind !== 'speeding' || happening.kind !== 'speeding') return true;
  const { speedMph, limitMph } = happening.details;
  const allowedMph = speedAllowedMph(condition, limitMph);
  return speedMph !== null && allowedMph !== null && speedMph > allowedMph;
}

function ruleAmong(
  rules: readonly Rule[],
  happening: Happening,
  vehicle: ScopedVehicle | null,
  atMs: number,
): Rule | null {
  const rank = (rule: Rule) => severities.indexOf(rule.severity);
  const covering = rules
    .filter((rule) => {
      if (!rule.isEnabled || rule.condition.kind !== happening.kind) return false;
      const covers = vehicle === null ? rule.scope.kind === 'all' : scopeTest(rule.scope)(vehicle);
      return covers && isInSchedule(rule.schedule, atMs);
    })
    .sort((a, b) => rank(a) - rank(b));
  return covering.find((rule) => isExceeded(rule, happening)) ?? covering.at(-1) ?? null;
}
