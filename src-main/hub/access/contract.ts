import { z } from 'zod';
import { procedureFor, procedureForAnyone, roles } from '../../core/platform/contract-base.ts';

export const accessLimits = { nameLength: 100, passwordLengthMin: 10, passwordLength: 200 } as const;

const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(accessLimits.nameLength);
/** Long enough, and nothing else: rules about digits make passwords worse (NIST SP 800-63B). */
const newPassword = z.string().min(accessLimits.passwordLengthMin).max(accessLimits.passwordLength);
const password = z.string().min(1).max(accessLimits.passwordLength);
const roleList = z.array(z.enum(roles)).max(roles.length);
const token = z.string();
const time = z.number();

const personSchema = z.object({
  id,
  name: z.string(),
  roles: z.array(z.enum(roles)),
  isDisabled: z.boolean(),
  lockedUntilMs: time.nullable(),
  createdAtMs: time,
});
const deskSchema = z.object({
  id,
  name: z.string(),
  enrolledAtMs: time,
  enrolledBy: z.string(),
  seenAtMs: time,
  revokedAtMs: time.nullable(),
});

const unknownPerson = { 'access/unknown-person': {} };
const nameTaken = { 'access/name-taken': {} };
/** One answer for every wrong code, used, old or never made: it tells nobody which. */
const wrongCode = { 'access/wrong-code': {} };
/** One answer for a wrong name, a wrong password, and a person who was disabled. */
const wrongPassword = { 'access/wrong-password': {} };
const locked = { 'access/locked': { data: z.object({ untilMs: time }) } };
const noDesk = { 'access/not-a-desk': {} };
const noPerson = { 'access/not-signed-in': {} };

export const accessContract = {
  /** With a one-time code made by an admin. The token is shown once and is the desk's from now on. */
  enrolDesk: procedureForAnyone()
    .input(z.object({ code: z.string().min(1).max(40), deskName: name }))
    .errors(wrongCode)
    .output(z.object({ deskId: id, deskToken: token })),
  /** The desk that asks gets its next token; the present one stays good until the next one is used. */
  rotateDeskToken: procedureForAnyone()
    .errors(noDesk)
    .output(z.object({ deskToken: token })),
  signIn: procedureForAnyone()
    .input(z.object({ name, password }))
    .errors({ ...wrongPassword, ...locked })
    .output(z.object({ sessionToken: token, expiresAtMs: time, person: personSchema })),
  signOut: procedureForAnyone().errors(noPerson),
  getMyself: procedureForAnyone().output(
    z.object({
      person: z.object({ id, name: z.string() }).nullable(),
      desk: z.object({ id, name: z.string() }).nullable(),
      roles: z.array(z.enum(roles)),
    }),
  ),
  /** Of people and desks, whose ids stand in the office's records. */
  listNames: procedureFor('dispatcher').output(z.array(z.object({ id, name: z.string() }))),
  /** Ends the person's other sessions. */
  changePassword: procedureForAnyone()
    .input(z.object({ password, newPassword }))
    .errors({ ...noPerson, ...wrongPassword, ...locked }),

  makeEnrolmentCode: procedureFor('admin').output(z.object({ code: z.string(), expiresAtMs: time })),
  listDesks: procedureFor('admin').output(z.object({ desks: z.array(deskSchema) })),
  revokeDesk: procedureFor('admin')
    .input(z.object({ deskId: id }))
    .errors({ 'access/unknown-desk': {} }),
  listPeople: procedureFor('admin').output(z.object({ people: z.array(personSchema) })),
  addPerson: procedureFor('admin')
    .input(z.object({ name, roles: roleList, password: newPassword }))
    .errors(nameTaken)
    .output(personSchema),
  /** Disabling and a new password end the person's sessions; other roles count from the next call on. */
  changePerson: procedureFor('admin')
    .input(
      z.object({
        personId: id,
        roles: roleList.optional(),
        isDisabled: z.boolean().optional(),
        password: newPassword.optional(),
      }),
    )
    .errors(unknownPerson)
    .output(personSchema),
};

export type Person = Readonly<z.infer<typeof personSchema>>;
export type EnrolledDesk = Readonly<z.infer<typeof deskSchema>>;
