import type { Actor } from '../audit/index.ts'
import type { Reader, Writer } from '../db/index.ts'
import type { AuthorityId, StaffId, TeamId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { Nation } from '../law/index.ts'
import type { Authority, AuthoritySettings } from './authority.ts'
import type { Role } from './permissions.ts'
import type { Services } from './services.ts'
import type { Staff, StaffRecord, Team } from './staff.ts'

// Signatures that others write against; each moves to its own file as it is written.
function pending(): never {
  throw new Error('not written yet')
}

export type AuthorityInput = {
  slug: string
  name: string
  shortName: string
  nation: string
  hostnames?: string[]
  referencePrefix: string
  addressLines: string[]
  email: string
  phone?: string | null
  website?: string | null
  colour?: string
  /** As parseAuthoritySettings takes it; what is left out has its default */
  settings?: unknown
}
export type AuthorityChange = Partial<
  Pick<
    AuthorityInput,
    | 'name'
    | 'shortName'
    | 'referencePrefix'
    | 'addressLines'
    | 'email'
    | 'phone'
    | 'website'
    | 'colour'
    | 'settings'
  >
>
export type AuthorityDirectory = {
  list(): readonly Authority[]
  find(id: string): Authority | null
  forHost(host: string, fallbackSlug: string | null): Authority | null
  reload(): Promise<void>
}
export type StaffInput = {
  authorityId: AuthorityId
  email: string
  name: string
  jobTitle: string
  roles: readonly string[]
  teamIds: readonly string[]
  password?: string
}
export type SignedIn = { secret: string; staff: Staff; expiresAt: Temporal.Instant }
export type Session = { staff: Staff; formSecret: string; expiresAt: Temporal.Instant }
export type ApprovalStep = { role: Role; label: string }

export const parseAuthoritySettings = (_given: unknown, _nation?: Nation): AuthoritySettings => pending()
export const loadAuthorities = (_reader: Reader): Promise<Authority[]> => pending()
export const authorityDirectory = (_reader: Reader): Promise<AuthorityDirectory> => pending()
export const createAuthority = (_services: Services, _input: AuthorityInput): Promise<Outcome<Authority>> =>
  pending()
export const updateAuthority = (
  _services: Services,
  _staff: Staff,
  _input: AuthorityChange,
): Promise<Outcome<Authority>> => pending()
export const setHostnames = (
  _services: Services,
  _authorityId: string,
  _hostnames: string[],
): Promise<Outcome<Authority>> => pending()

export const loadStaff = (_reader: Reader, _id: string): Promise<Staff | null> => pending()
export const listStaff = (_reader: Reader, _authorityId: string): Promise<StaffRecord[]> => pending()
export const listTeams = (_reader: Reader, _authorityId: string): Promise<Team[]> => pending()
export const createStaff = (
  _services: Services,
  _actor: Actor,
  _input: StaffInput,
): Promise<Outcome<Staff>> => pending()
export const setPassword = (
  _services: Services,
  _actor: Actor,
  _staffId: string,
  _password: string,
): Promise<Outcome<null>> => pending()
export const setRoles = (
  _services: Services,
  _actor: Actor,
  _staffId: string,
  _roles: readonly string[],
): Promise<Outcome<Staff>> => pending()
export const setTeams = (
  _services: Services,
  _actor: Actor,
  _staffId: string,
  _teamIds: readonly string[],
): Promise<Outcome<Staff>> => pending()
export const deactivateStaff = (
  _services: Services,
  _actor: Actor,
  _staffId: string,
): Promise<Outcome<null>> => pending()
export const createTeam = (
  _services: Services,
  _actor: Actor,
  _input: { authorityId: AuthorityId; name: string; email?: string | null },
): Promise<Outcome<{ id: TeamId }>> => pending()

export const signInWithPassword = (
  _services: Services,
  _input: { email: string; password: string; code?: string },
): Promise<Outcome<SignedIn>> => pending()
export const createSignInLink = (
  _services: Services,
  _staffId: string,
  _minutes: number,
  _actor?: Actor,
): Promise<string> => pending()
export const signInWithLink = (_services: Services, _secret: string): Promise<Outcome<SignedIn>> => pending()
export const readSession = (_services: Services, _secret: string): Promise<Session | null> => pending()
export const endSession = (_services: Services, _secret: string): Promise<void> => pending()
export const endAllSessions = (_services: Services, _staffId: StaffId): Promise<void> => pending()
export const removeExpired = (_services: Services): Promise<{ removed: number }> => pending()
export const createApiToken = (
  _services: Services,
  _staff: Staff,
  _input: { name: string; days: number },
): Promise<Outcome<{ id: string; token: string; expiresAt: Temporal.Instant }>> => pending()
export const listApiTokens = (
  _reader: Reader,
  _staffId: string,
): Promise<{ id: string; name: string; createdAt: Temporal.Instant; expiresAt: Temporal.Instant }[]> =>
  pending()
export const revokeApiToken = (_services: Services, _staff: Staff, _id: string): Promise<Outcome<null>> =>
  pending()
export const readApiToken = (_services: Services, _token: string): Promise<Staff | null> => pending()
export const enrolSecondFactor = (
  _services: Services,
  _staff: Staff,
): Promise<Outcome<{ secret: string; uri: string }>> => pending()
export const confirmSecondFactor = (
  _services: Services,
  _staff: Staff,
  _code: string,
): Promise<Outcome<null>> => pending()
export const removeSecondFactor = (
  _services: Services,
  _staff: Staff,
  _input: { staffId: string; code?: string },
): Promise<Outcome<null>> => pending()

export const nextReference = (_tx: Writer, _authorityId: string, _prefix: string): Promise<string> =>
  pending()
export const approvalSteps = (
  _reader: Reader,
  _authorityId: string,
  _regime: string,
  _riskFlags: readonly string[],
): Promise<ApprovalStep[]> => pending()
export const setApprovalWorkflow = (
  _services: Services,
  _staff: Staff,
  _input: { regime: string | null; riskFlag: string | null; steps: { role: string; label: string }[] | null },
): Promise<Outcome<null>> => pending()
export const wordingOverrides = (
  _reader: Reader,
  _authorityId: string,
  _locale: string,
  _on: Temporal.PlainDate,
): Promise<{ wording: Record<string, string>; version: string }> => pending()
export const setWordingOverride = (
  _services: Services,
  _staff: Staff,
  _input: { key: string; locale: string; text: string; effectiveFrom: string },
): Promise<Outcome<{ version: number }>> => pending()
