import { defaultPhonePolicy, type PhoneAccount, type PhoneConfiguration } from './account.ts';
import type { PhoneGateway } from './gateway.ts';
import { createOfficeGateway } from './office/office-gateway.ts';
import { createOfficeLink, withOffice, type OfficeLinkDeps } from './office/office-link.ts';

const unconfigured: PhoneConfiguration = { account: null, policy: defaultPhonePolicy, recordingKey: null };

/**
 * Which telephone account this desk uses: its office's where the hub has one (then no secret of it is here), else its own.
 * `onChange` comes also when it is known for the first time that there is none.
 */
export function createConfigurationChoice(
  deps: OfficeLinkDeps & {
    readonly openGateway: (account: PhoneAccount) => PhoneGateway;
    readonly onChange: () => void;
  },
) {
  const office = createOfficeLink(deps);
  const stopping = new AbortController();
  let own: { readonly configuration: PhoneConfiguration; readonly hasHub: boolean } | null = null;
  let configuration = unconfigured;
  let gateway: PhoneGateway | null = null;
  let isConfigured = false;

  function apply(next: PhoneConfiguration, isOffices: boolean) {
    const isSame = JSON.stringify(next) === JSON.stringify(configuration);
    // That there is no account is news, too.
    if (isSame && isConfigured) return;
    isConfigured = true;
    configuration = next;
    if (isOffices) gateway = createOfficeGateway(office.client);
    else gateway = next.account === null ? null : deps.openGateway(next.account);
    deps.onChange();
  }

  function choose() {
    if (own === null) return;
    const known = own.hasHub ? office.known.get() : null;
    if (known !== null && known !== 'unknown') apply(withOffice(own.configuration, known), true);
    // While nobody knows whether the office has a telephone, no account is not news: it would end calls that live.
    else if (known === null || own.configuration.account !== null) apply(own.configuration, false);
  }

  let following: Promise<void> = Promise.resolve();
  return {
    configuration: () => configuration,
    gateway: () => gateway,
    configure(next: PhoneConfiguration, hasHub: boolean) {
      own = { configuration: next, hasHub };
      choose();
    },
    async start() {
      await office.start();
      following = (async () => {
        for await (const _known of office.known.watch(stopping.signal)) choose();
      })();
    },
    async stop() {
      stopping.abort();
      await following;
      await office.stop();
    },
  };
}
