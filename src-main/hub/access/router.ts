import { AppError } from '../../core/platform/errors.ts';
import { implementContract } from '../../core/platform/implementer.ts';
import type { HubContext } from '../hub-context.ts';
import { accessContract } from './contract.ts';
import type { Desks } from './desks.ts';
import type { Enrolment } from './enrolment.ts';
import type { People } from './people.ts';
import type { Sessions } from './sessions.ts';

export function createAccessRouter(deps: {
  readonly people: People;
  readonly desks: Desks;
  readonly enrolment: Enrolment;
  readonly sessions: Sessions;
}) {
  const { people, desks, enrolment, sessions } = deps;
  const base = implementContract<typeof accessContract, HubContext>(accessContract);
  return {
    enrolDesk: base.enrolDesk.handler(({ input, context }) =>
      enrolment.enrol(input.code, input.deskName, context),
    ),
    rotateDeskToken: base.rotateDeskToken.handler(({ context }) => desks.rotate(context)),
    signIn: base.signIn.handler(({ input, context }) => sessions.signIn(input.name, input.password, context)),
    signOut: base.signOut.handler(({ context }) => sessions.signOut(context)),
    getMyself: base.getMyself.handler(({ context: { identity } }) => ({
      person: identity.person,
      desk: identity.desk,
      roles: [...identity.roles],
    })),
    listNames: base.listNames.handler(async () =>
      [...(await people.list()), ...(await desks.list())].map(({ id, name }) => ({ id, name })),
    ),
    changePassword: base.changePassword.handler(async ({ input, context }) => {
      const { person } = context.identity;
      if (person === null) throw new AppError('access/not-signed-in', 'nobody is signed in');
      await people.changePassword(person.name, input.password, input.newPassword, context);
    }),
    makeEnrolmentCode: base.makeEnrolmentCode.handler(({ context }) => enrolment.makeCode(context)),
    listDesks: base.listDesks.handler(async () => ({ desks: await desks.list() })),
    revokeDesk: base.revokeDesk.handler(({ input, context }) => desks.revoke(input.deskId, context)),
    listPeople: base.listPeople.handler(async () => ({ people: await people.list() })),
    addPerson: base.addPerson.handler(({ input, context }) => people.add(input, context)),
    changePerson: base.changePerson.handler(({ input: { personId, ...change }, context }) =>
      people.change(personId, change, context),
    ),
  };
}
