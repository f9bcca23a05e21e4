export type { Services } from './services.ts'
export { authorise } from './authorise.ts'
export { can, permissions, roleNames, roles, staffActor, type Permission, type Role } from './permissions.ts'
export type { Staff, StaffRecord, Team } from './staff.ts'
export type { AccessibilityFacts, Authority, AuthoritySettings, Regulator } from './authority.ts'
export { parseAuthoritySettings } from './authority-settings.ts'
export { authorityDirectory, loadAuthorities, type AuthorityDirectory } from './queries/authorities.ts'
export { createAuthority, setHostnames, type AuthorityInput } from './commands/create-authority.ts'
export { updateAuthority, type AuthorityChange } from './commands/update-authority.ts'
export { listStaff, listTeams, loadStaff, staffNames } from './queries/staff.ts'
export { createStaff, type StaffInput } from './commands/create-staff.ts'
export { deactivateStaff, reactivateStaff, setRoles, setTeams } from './commands/change-staff.ts'
export { setPassword, type PasswordOptions } from './commands/set-password.ts'
export { createTeam, type TeamInput } from './commands/create-team.ts'
export { createSecretBox, type SecretBox } from './sign-in/secret-box.ts'
export { signInWithPassword, type SignInInput } from './sign-in/sign-in.ts'
export { createSignInLink, signInWithLink } from './sign-in/links.ts'
export {
  endAllSessions,
  endSession,
  readSession,
  removeExpired,
  type Session,
  type SignedIn,
} from './sign-in/sessions.ts'
export {
  createApiToken,
  listApiTokens,
  readApiToken,
  revokeApiToken,
  type ApiToken,
} from './sign-in/api-tokens.ts'
export { confirmSecondFactor, enrolSecondFactor, removeSecondFactor } from './sign-in/second-factor.ts'
export { isReferencePrefix, nextReference } from './reference.ts'
export { approvalSteps, type ApprovalStep } from './queries/approval-steps.ts'
export { setApprovalWorkflow, type ApprovalWorkflowInput } from './commands/set-approval-workflow.ts'
export { wordingOverrides, type WordingOverrides } from './queries/wording-overrides.ts'
export { setWordingOverride, type WordingInput } from './commands/set-wording-override.ts'
